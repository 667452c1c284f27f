using System.Collections.Frozen;
using System.Text.Json.Nodes;

namespace Phederation.Fuzzing.Generating.Faults;

/// <summary>Breaks valid resources in one way each, and says which. The same random source makes the same faults.</summary>
/// <param name="random">Chance.</param>
public sealed class FaultMaker(FuzzRandom random)
{
    private static readonly FrozenDictionary<FaultKind, Breaker> Breakers = new[]
    {
        StructureFaults.All,
        ValueFaults.All,
        ReferenceFaults.All,
        TextFaults.All,
        RuleFaults.All,
    }
        .SelectMany(breakers => breakers)
        .Append(new KeyValuePair<FaultKind, Breaker>(FaultKind.IdMismatch, IdMismatch))
        .ToFrozenDictionary();

    /// <summary>The kinds of faults that a resource's body can have.</summary>
    public static IReadOnlyList<FaultKind> Kinds { get; } = [.. Breakers.Keys.Order()];

    /// <summary>Breaks a resource in some way.</summary>
    /// <param name="resource">A valid resource; it is left as it is.</param>
    public FaultyBody Make(JsonObject resource)
    {
        while (true)
        {
            if (Make(resource, random.Pick(Kinds)) is { } body)
            {
                return body;
            }
        }
    }

    /// <summary>Breaks a resource in a given way.</summary>
    /// <param name="resource">A valid resource; it is left as it is.</param>
    /// <param name="kind">One of <see cref="Kinds"/>.</param>
    /// <returns>Null where the resource has no place for such a fault: one without dates can't have a bad date.</returns>
    public FaultyBody? Make(JsonObject resource, FaultKind kind)
    {
        if (!Breakers.TryGetValue(kind, out var breaker))
        {
            throw new ArgumentException($"{kind} is no fault of a body", nameof(kind));
        }

        var draft = new FaultDraft(resource, random);
        return breaker(draft) is { } label ? new FaultyBody(label, draft.ToBytes()) : null;
    }

    private static FaultLabel? IdMismatch(FaultDraft draft)
    {
        var id = (string?)draft.Root["id"];
        draft.Root["id"] =
            id is null ? "other"
            : id.Length < 60 ? id + "-x"
            : "other";
        return new FaultLabel(FaultKind.IdMismatch, $"{draft.Places[0].Path}.id");
    }
}
