namespace Phederation.WebApi.Cohorts.Expressions;

/// <summary>Where in time a second event must be, counted from the first.</summary>
/// <param name="Start">The window's first day.</param>
/// <param name="End">The window's last day.</param>
/// <param name="FromIndexEnd">Whether it is counted from the first event's end, not its start.</param>
/// <param name="OfEventEnd">Whether the second event's end must be in it, not its start.</param>
internal sealed record TimeWindow(WindowEnd Start, WindowEnd End, bool FromIndexEnd, bool OfEventEnd);
