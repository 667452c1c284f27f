namespace Phederation.WebApi.Cohorts.Expressions;

/// <summary>Moves an event's dates.</summary>
/// <param name="StartFromEnd">Whether the new start is counted from the event's end.</param>
/// <param name="StartOffset">By how many days.</param>
/// <param name="EndFromEnd">Whether the new end is counted from the event's end, not its start.</param>
/// <param name="EndOffset">By how many days.</param>
internal sealed record DateAdjustment(bool StartFromEnd, int StartOffset, bool EndFromEnd, int EndOffset);
