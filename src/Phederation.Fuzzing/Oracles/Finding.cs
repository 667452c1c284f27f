namespace Phederation.Fuzzing.Oracles;

/// <summary>Something that an oracle found.</summary>
/// <param name="Oracle">The oracle's name.</param>
/// <param name="Severity">How bad it is.</param>
/// <param name="Operation">The operation of the step.</param>
/// <param name="Step">The step of the scenario, from 0.</param>
/// <param name="Message">What was seen and what should have been, for a person.</param>
/// <param name="Detail">
/// What tells this fault from others of the same oracle and operation: an error's text, a property's name. Numbers, ids and quotations in it are
/// taken out before faults are counted.
/// </param>
public sealed record Finding(string Oracle, FindingSeverity Severity, string Operation, int Step, string Message, string Detail)
{
    /// <summary>Where in the data, without positions: <c>valueQuantity.value</c>; null where that says nothing. Of one fault all places are listed.</summary>
    public string? Place { get; init; }
}
