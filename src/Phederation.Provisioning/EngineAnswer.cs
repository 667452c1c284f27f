namespace Phederation.Provisioning;

/// <summary>What an endpoint says when asked whether an engine is there.</summary>
/// <param name="State">The answer.</param>
/// <param name="Message">In words: the version, or why not.</param>
internal sealed record EngineAnswer(EngineState State, string Message);
