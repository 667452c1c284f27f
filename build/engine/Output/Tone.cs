namespace Nuke.Common.Execution;

/// <summary>What a line of output means; a terminal shows it as a colour.</summary>
internal enum Tone
{
    Normal,
    Faint,
    Success,
    Warning,
    Failure,
}
