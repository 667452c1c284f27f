namespace Phederation.WebApi.Cohorts.Generation;

/// <summary>How a run ended.</summary>
internal sealed record GenerationOutcome(
    GenerationStatus Status,
    bool IsValid,
    bool IsCanceled,
    string? Message,
    long? Persons,
    long? Records
)
{
    /// <summary>The program ended in the midst of it.</summary>
    public static GenerationOutcome Interrupted { get; } = Failed("It was interrupted by the end of the service: start it again.");

    /// <summary>Somebody ended it.</summary>
    public static GenerationOutcome Canceled { get; } =
        new(GenerationStatus.COMPLETE, IsValid: false, IsCanceled: true, "It was cancelled.", null, null);

    /// <summary>It failed; the reason is for whoever started it.</summary>
    public static GenerationOutcome Failed(string reason) =>
        new(GenerationStatus.ERROR, IsValid: false, IsCanceled: false, reason.Length > 2000 ? reason[..2000] : reason, null, null);

    /// <summary>The cohort is there.</summary>
    public static GenerationOutcome Complete(long persons, long records) =>
        new(GenerationStatus.COMPLETE, IsValid: true, IsCanceled: false, Message: null, persons, records);
}
