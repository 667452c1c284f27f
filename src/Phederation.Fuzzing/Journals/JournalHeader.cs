using Phederation.Fuzzing.Models;
using Phederation.Fuzzing.Sharding;

namespace Phederation.Fuzzing.Journals;

/// <summary>What a campaign was begun with. Two journals belong together when all of it but the shards and the start is the same.</summary>
public sealed record JournalHeader
{
    /// <summary>The version of the journal's form.</summary>
    public const int CurrentFormat = 1;

    /// <summary>The name of the service's model, with its version.</summary>
    public required string Model { get; init; }

    /// <summary>The seed of all choices.</summary>
    public required ulong Seed { get; init; }

    /// <summary>The shards of the campaign that are in the journal.</summary>
    public required ShardSet Shards { get; init; }

    /// <summary>The path of the target's base, without a slash at its end. The host is not kept: journals are shown to others.</summary>
    public required string BasePath { get; init; }

    /// <summary>The version of the program.</summary>
    public required string Tool { get; init; }

    /// <summary>When the campaign began.</summary>
    public required DateTimeOffset Started { get; init; }

    /// <summary>The names of those who ask, without the anonymous one.</summary>
    public IReadOnlyList<string> Actors { get; init; } = [];

    /// <summary>The model's operations: what there is to be covered.</summary>
    public IReadOnlyList<JournalOperation> Operations { get; init; } = [];

    /// <summary>The oracles that judged.</summary>
    public IReadOnlyList<JournalOracle> Oracles { get; init; } = [];

    /// <summary>The journal's operations of a model.</summary>
    public static IReadOnlyList<JournalOperation> OperationsOf(IServiceModel model) =>
        [.. model.Operations.Select(operation => new JournalOperation(operation.Name, operation.Method, operation.Template))];
}
