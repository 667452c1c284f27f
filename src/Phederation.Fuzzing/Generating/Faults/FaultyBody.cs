namespace Phederation.Fuzzing.Generating.Faults;

/// <summary>A body with one fault.</summary>
/// <param name="Label">What is wrong.</param>
/// <param name="Body">The bytes; they may be no JSON.</param>
public sealed record FaultyBody(FaultLabel Label, byte[] Body);
