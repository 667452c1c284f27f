using System.Globalization;

namespace Phederation.Fuzzing.Targets;

/// <summary>What Linux says of memory.</summary>
public static class MemoryReading
{
    private const int ResidentField = 1;

    /// <summary>What a process holds in memory (resident), in bytes; null when it isn't there. Source: proc_pid_statm(5).</summary>
    public static long? Resident(int processId)
    {
        try
        {
            var fields = File.ReadAllText($"/proc/{processId.ToString(CultureInfo.InvariantCulture)}/statm").Split(' ');
            return long.Parse(fields[ResidentField], CultureInfo.InvariantCulture) * Environment.SystemPageSize;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or FormatException or IndexOutOfRangeException)
        {
            return null;
        }
    }

    /// <summary>How many processes the kernel has ended for memory since it booted; 0 when it doesn't say. Source: oom_kill in /proc/vmstat.</summary>
    public static long OutOfMemoryEnds()
    {
        try
        {
            var line = File.ReadLines("/proc/vmstat").FirstOrDefault(line => line.StartsWith("oom_kill ", StringComparison.Ordinal));
            return line is null ? 0 : long.Parse(line.AsSpan("oom_kill ".Length), CultureInfo.InvariantCulture);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or FormatException)
        {
            return 0;
        }
    }
}
