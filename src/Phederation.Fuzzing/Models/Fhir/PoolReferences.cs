using Phederation.Fuzzing.Generating;
using Phederation.Fuzzing.Generating.Fhir;

namespace Phederation.Fuzzing.Models.Fhir;

/// <summary>References to what a campaign made: what stands for an id until the request is sent.</summary>
internal sealed class PoolReferences(IResourceView resources) : IReferenceSource
{
    public string? Find(string type, FuzzRandom random) => resources.Live(type, random)?.Reference.Capture("id");
}
