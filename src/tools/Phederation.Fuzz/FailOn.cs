namespace Phederation.Fuzz;

/// <summary>From which severity on a confirmed fault fails a command.</summary>
internal enum FailOn
{
    Note,
    Warning,
    Error,
    Critical,
    Never,
}
