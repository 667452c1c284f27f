namespace Nuke.Common.Execution;

/// <summary>Where the build prints.</summary>
internal abstract class BuildOutput
{
    /// <summary>How much is printed.</summary>
    public Verbosity Verbosity { get; set; } = Verbosity.Normal;

    /// <summary>Prints text, of one line or several.</summary>
    public abstract void Write(string text, Tone tone = Tone.Normal);

    /// <summary>Prints the heading of a target.</summary>
    public void Heading(string target)
    {
        if (Verbosity <= Verbosity.Normal)
        {
            WriteHeading(target);
        }
    }

    /// <summary>Prints how the targets fared.</summary>
    public void WriteSummary(IReadOnlyCollection<ExecutableTarget> plan, TimeSpan total, DateTimeOffset now)
    {
        foreach (var (text, tone) in SummaryTable.Of(plan, total, now))
        {
            Write(text, tone);
        }
    }

    /// <summary>Prints the heading of a target.</summary>
    protected abstract void WriteHeading(string target);
}
