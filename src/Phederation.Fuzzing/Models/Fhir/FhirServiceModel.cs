using Phederation.Fuzzing.Generating;
using Phederation.Fuzzing.Oracles;
using Phederation.Fuzzing.Scenarios;

namespace Phederation.Fuzzing.Models.Fhir;

/// <summary>A FHIR R4 server. What it can be asked for comes from the standard, not from what the server says of itself: that is a hint, and not the truth.</summary>
public sealed class FhirServiceModel : IServiceModel, IEventModel
{
    private readonly FhirServiceOptions _options;
    private readonly IReadOnlyList<string> _types;
    private readonly Dictionary<string, FhirTask> _tasks;

    /// <summary>The model.</summary>
    /// <exception cref="ArgumentException">R4 has no such type of resource, or servers don't keep it.</exception>
    public FhirServiceModel(FhirServiceOptions? options = null)
    {
        _options = options ?? new FhirServiceOptions();
        _types = _options.Types ?? FhirTasks.Types;
        if (_types.Except(FhirTasks.Types).FirstOrDefault() is { } unknown)
        {
            throw new ArgumentException($"FHIR R4 has no type of resource '{unknown}' that a server keeps", nameof(options));
        }

        var tasks = FhirTasks.Of(_types);
        Operations = [.. tasks.Select(task => task.Model)];
        _tasks = tasks.ToDictionary(task => task.Model.Name, StringComparer.Ordinal);
    }

    /// <inheritdoc />
    public string Name => "fhir-r4";

    /// <inheritdoc />
    public IReadOnlyList<OperationModel> Operations { get; }

    /// <inheritdoc />
    public IReadOnlyList<IOracle> Oracles { get; } = OracleSets.Fhir();

    /// <inheritdoc />
    public Scenario? Compose(OperationModel operation, long number, ComposeContext context, FuzzRandom random) =>
        new FhirComposer(_options, _types, number, context, random).Compose(_tasks[operation.Name]);

    /// <inheritdoc />
    public Scenario? Compose(TargetEvent happening, long number, ComposeContext context, FuzzRandom random) =>
        new FhirComposer(_options, _types, number, context, random).Compose(happening);
}
