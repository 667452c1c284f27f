namespace Phederation.Containers.Engine;

/// <summary>Something that happened in a build.</summary>
/// <param name="Kind">What.</param>
/// <param name="Step">The step in words: "[stage-0 2/3] RUN true"; "" when not said.</param>
/// <param name="Text">Output, possibly several lines or a part of one, or an error; "" otherwise.</param>
public sealed record BuildEvent(BuildEventKind Kind, string Step, string Text);
