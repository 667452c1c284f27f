using System.Globalization;

namespace Phederation.Processes.Native;

/// <summary>One line of /proc/PID/stat: the fields that tell processes apart and who started whom.</summary>
/// <remarks>Source: proc(5). The name in parentheses may itself hold spaces and parentheses.</remarks>
internal sealed record ProcessStat(int ProcessId, char State, int ParentId, int SessionId, long StartTicks)
{
    /// <summary>It has not ended: a zombie has, and only waits for its parent to ask.</summary>
    public bool IsAlive => State is not ('Z' or 'X');

    /// <summary>The process with an id, or null where there is none.</summary>
    public static ProcessStat? Read(int processId)
    {
        try
        {
            return Parse(File.ReadAllText($"/proc/{processId.ToString(CultureInfo.InvariantCulture)}/stat"));
        }
        catch (IOException)
        {
            // It ended between the listing and the reading (ENOENT, ESRCH).
            return null;
        }
        catch (UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Every process that can be seen.</summary>
    public static IReadOnlyList<ProcessStat> ReadAll()
    {
        var all = new List<ProcessStat>();
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (
                int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var id)
                && Read(id) is { } process
            )
            {
                all.Add(process);
            }
        }

        return all;
    }

    internal static ProcessStat? Parse(string line)
    {
        var open = line.IndexOf('(', StringComparison.Ordinal);
        var close = line.LastIndexOf(')');
        if (open < 0 || close < open)
        {
            return null;
        }

        // After the name: state, parent, group, session, …; the start time is the 22nd field, so the 20th of these.
        var fields = line[(close + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return
            fields.Length > 19
            && int.TryParse(line[..open], out var id)
            && int.TryParse(fields[1], out var parent)
            && int.TryParse(fields[3], out var session)
            && long.TryParse(fields[19], out var start)
            ? new ProcessStat(id, fields[0][0], parent, session, start)
            : null;
    }
}
