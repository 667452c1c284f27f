namespace Phederation.Site;

/// <summary>
/// The site can't do what was asked, for a reason that its operator can act on: what and where, how to mend it, and the exit code
/// that says so.
/// </summary>
public sealed class SiteException : Exception
{
    /// <summary>Says what went wrong and how to mend it.</summary>
    /// <param name="exitCode">A code of <see cref="ExitCode"/>.</param>
    /// <param name="what">What is wrong and where, one line.</param>
    /// <param name="mend">What the operator can do about it, one line.</param>
    /// <param name="inner">What it came from, if anything.</param>
    public SiteException(int exitCode, string what, string mend, Exception? inner = null)
        : base(what, inner)
    {
        ExitCode = exitCode;
        Mend = mend;
    }

    /// <summary>A code of <see cref="Site.ExitCode"/>.</summary>
    public int ExitCode { get; }

    /// <summary>How to mend it, one line.</summary>
    public string Mend { get; }
}
