namespace Phederation.Containers.Engine;

/// <summary>Where output came from.</summary>
public enum LogSource
{
    /// <summary>Standard output; everything of a process with a terminal.</summary>
    Output = 1,

    /// <summary>Standard error.</summary>
    Error = 2,
}
