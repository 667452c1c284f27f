using System.Diagnostics;

namespace Phederation.Workloads.Running;

/// <summary>
/// Marks what a run creates with the process that created it, so that a later run can tell leftovers of an interrupted one from the
/// work of a run that still goes on: machine, process id and the process's start, since ids are used again.
/// </summary>
internal static class RunOwner
{
    /// <summary>This process, as a label's value.</summary>
    public static string Current { get; } = Describe();

    /// <summary>Whether the process of a label is known to have ended; one of another machine isn't known to.</summary>
    public static bool IsGone(string owner)
    {
        var parts = owner.Split('/');
        if (parts.Length != 3 || parts[0] != Environment.MachineName || !int.TryParse(parts[1], out var id))
        {
            return false;
        }

        try
        {
            using var process = Process.GetProcessById(id);
            return StartOf(process) != parts[2];
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException)
        {
            return true;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            // There is such a process, and it isn't ours to look at.
            return false;
        }
    }

    private static string Describe()
    {
        using var process = Process.GetCurrentProcess();
        return $"{Environment.MachineName}/{process.Id}/{StartOf(process)}";
    }

    // Whole seconds: the runtime derives the time from clock ticks since boot, and two processes may disagree in the last digits.
    private static string StartOf(Process process) =>
        new DateTimeOffset(process.StartTime.ToUniversalTime()).ToUnixTimeSeconds().ToString();
}
