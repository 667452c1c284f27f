namespace Phederation.WebApi.Cohorts.Expressions;

/// <summary>How long a person must have been under observation around an event, in days.</summary>
internal sealed record ObservationWindow(int PriorDays, int PostDays);
