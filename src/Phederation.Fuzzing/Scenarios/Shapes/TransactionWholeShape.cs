namespace Phederation.Fuzzing.Scenarios.Shapes;

/// <summary>Sends a FHIR transaction that is possible, and looks for what it made.</summary>
public static class TransactionWholeShape
{
    /// <summary>The transaction.</summary>
    public const int Transaction = 0;

    /// <summary>The step that looks.</summary>
    public const int After = 1;

    /// <summary>The scenario.</summary>
    /// <param name="number">The scenario's number.</param>
    /// <param name="entries">The parts; all possible.</param>
    /// <param name="probe">A search that finds everything that the parts make by POST, and nothing else.</param>
    public static Scenario Build(long number, IReadOnlyList<TransactionEntry> entries, SearchTarget probe) =>
        new ShapeBuilder(number, ScenarioKinds.TransactionWhole)
            .Add(TransactionEntry.Step(entries, probe.Actor, RequestIntent.Valid, null))
            .Search(probe, "")
            .Build();
}
