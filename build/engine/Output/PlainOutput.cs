namespace Nuke.Common.Execution;

/// <summary>Plain lines, for files and pipes.</summary>
internal sealed class PlainOutput(TextWriter writer) : BuildOutput
{
    /// <inheritdoc />
    public override void Write(string text, Tone tone = Tone.Normal) => writer.WriteLine(text);

    /// <inheritdoc />
    protected override void WriteHeading(string target)
    {
        writer.WriteLine();
        writer.WriteLine($"═══ {target}");
    }
}
