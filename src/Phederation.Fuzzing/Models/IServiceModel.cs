using Phederation.Fuzzing.Generating;
using Phederation.Fuzzing.Oracles;
using Phederation.Fuzzing.Scenarios;

namespace Phederation.Fuzzing.Models;

/// <summary>What is known of a kind of service: what it can be asked for, how, and what it owes.</summary>
public interface IServiceModel
{
    /// <summary>Its name with the version of its surface: <c>fhir-r4</c>, <c>ohdsi-webapi-2.14</c>, <c>openapi:</c> and the document's title.</summary>
    string Name { get; }

    /// <summary>What it can be asked for.</summary>
    IReadOnlyList<OperationModel> Operations { get; }

    /// <summary>What its answers owe beyond what every HTTP service owes.</summary>
    IReadOnlyList<IOracle> Oracles { get; }

    /// <summary>A scenario that exercises an operation; null when the pool lacks what it needs.</summary>
    /// <param name="operation">One of <see cref="Operations"/>.</param>
    /// <param name="number">The scenario's number.</param>
    /// <param name="context">The resources, actors and words to make it from.</param>
    /// <param name="random">The only source of its choices.</param>
    Scenario? Compose(OperationModel operation, long number, ComposeContext context, FuzzRandom random);
}
