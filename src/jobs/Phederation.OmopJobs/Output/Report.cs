using System.Globalization;
using Spectre.Console;

namespace Phederation.OmopJobs.Output;

/// <summary>
/// What a job tells while it runs: on a terminal what goes on is redrawn below what is done, elsewhere a line each. Results go to the
/// standard output, faults to the standard error.
/// </summary>
internal sealed class Report
{
    private readonly StatusContext? _status;
    private readonly TimeProvider _time;

    private Report(StatusContext? status, TimeProvider time)
    {
        _status = status;
        _time = time;
    }

    /// <summary>Runs a job with a report.</summary>
    public static async Task<int> RunAsync(TimeProvider time, Func<Report, Task<int>> job)
    {
        var isLive = !Console.IsOutputRedirected && !Console.IsErrorRedirected && AnsiConsole.Profile.Capabilities.Ansi;
        return isLive
            ? await AnsiConsole.Status().StartAsync("…", status => job(new Report(status, time)))
            : await job(new Report(null, time));
    }

    /// <summary>Starts the clock of a piece of work, and shows its name on a terminal.</summary>
    public long Start(string what)
    {
        if (_status is not null)
        {
            _status.Status = Markup.Escape(Plain.Text(what));
        }

        return _time.GetTimestamp();
    }

    /// <summary>A piece of work is done.</summary>
    public void Done(string what, long started) => Line($"{what} ({Seconds(_time.GetElapsedTime(started))})");

    /// <summary>A line of the result.</summary>
    public void Line(string text)
    {
        if (_status is null)
        {
            Console.Out.WriteLine(Plain.Text(text));
        }
        else
        {
            AnsiConsole.WriteLine(Plain.Text(text));
        }
    }

    /// <summary>Text of the result that is taken elsewhere as it is, such as SQL.</summary>
    public static void Raw(string text) => Console.Out.WriteLine(text);

    /// <summary>What is wrong, without ending the job.</summary>
    public void Fault(string text)
    {
        if (_status is null)
        {
            Console.Error.WriteLine(Plain.Text(text));
        }
        else
        {
            AnsiConsole.MarkupLineInterpolated($"[red]{Plain.Text(text)}[/]");
        }
    }

    private static string Seconds(TimeSpan elapsed) => string.Create(CultureInfo.InvariantCulture, $"{elapsed.TotalSeconds:0.0} s");
}
