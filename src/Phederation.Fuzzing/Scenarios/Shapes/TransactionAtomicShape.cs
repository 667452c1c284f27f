namespace Phederation.Fuzzing.Scenarios.Shapes;

/// <summary>Looks, sends a FHIR transaction with one part that is impossible, and looks again.</summary>
public static class TransactionAtomicShape
{
    /// <summary>The step that looks.</summary>
    public const int Before = 0;

    /// <summary>The transaction.</summary>
    public const int Transaction = 1;

    /// <summary>The step that looks again.</summary>
    public const int After = 2;

    /// <summary>The scenario.</summary>
    /// <param name="number">The scenario's number.</param>
    /// <param name="entries">The parts; at least one is possible and one is not.</param>
    /// <param name="fault">What is wrong with the impossible one.</param>
    /// <param name="probe">A search that would find what the possible ones make.</param>
    public static Scenario Build(long number, IReadOnlyList<TransactionEntry> entries, string fault, SearchTarget probe) =>
        new ShapeBuilder(number, ScenarioKinds.TransactionAtomic)
            .Search(probe, "")
            .Add(TransactionEntry.Step(entries, probe.Actor, RequestIntent.Invalid, fault))
            .Search(probe, "")
            .Build();
}
