namespace Phederation.Pipeline.Reporting;

/// <summary>Passes progress on at once, in the caller's order (<see cref="Progress{T}"/> would queue it to other threads).</summary>
internal sealed class ProgressReport(IPipelineReport report) : IProgress<string>
{
    public void Report(string value) => report.Progress(value);
}
