namespace Phederation.Postgres;

/// <summary>What kind of thing keeps a program from being set up.</summary>
public enum SetupProblem
{
    /// <summary>A file that is needed is not there.</summary>
    Missing,

    /// <summary>A file may not be read.</summary>
    Denied,

    /// <summary>What a file or a setting holds is not what it must be.</summary>
    Malformed,
}
