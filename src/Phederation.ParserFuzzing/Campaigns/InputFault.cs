namespace Phederation.ParserFuzzing.Campaigns;

/// <summary>A fault that an input of a batch brought out.</summary>
/// <param name="Index">The input's place in its batch.</param>
/// <param name="Kind">What kind.</param>
/// <param name="Detail">The exception with its stack, or the end of what the child wrote.</param>
internal sealed record InputFault(int Index, FaultKind Kind, string Detail);
