using Phederation.Fuzzing.Generating;
using Phederation.Fuzzing.Generating.Fhir;

namespace Phederation.Fuzzing.Tests.Generating.Fhir;

/// <summary>The resources that a test has made.</summary>
internal sealed class LiveResources : IReferenceSource
{
    private readonly Dictionary<string, List<string>> _ids = [];

    public void Add(string type, string id) => (_ids.TryGetValue(type, out var ids) ? ids : _ids[type] = []).Add(id);

    public string? Find(string type, FuzzRandom random) => _ids.TryGetValue(type, out var ids) ? random.Pick<string>(ids) : null;
}
