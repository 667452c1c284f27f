using System.Globalization;
using Phederation.Processes.Native;

namespace Phederation.Processes;

/// <summary>A running process by its id and its start, so that a reused id is not taken for it. Linux only.</summary>
/// <param name="ProcessId">The process id.</param>
/// <param name="StartTicks">When it started, in clock ticks since the machine's boot.</param>
public sealed record ProcessIdentity(int ProcessId, long StartTicks)
{
    /// <summary>Whether it has not ended. A process that ended but was not waited for by its parent has.</summary>
    public bool IsRunning => ProcessStat.Read(ProcessId) is { IsAlive: true } now && now.StartTicks == StartTicks;

    /// <summary>The process that has this id now, or null where none runs under it.</summary>
    public static ProcessIdentity? Find(int processId) =>
        ProcessStat.Read(processId) is { IsAlive: true } process ? new ProcessIdentity(process.ProcessId, process.StartTicks) : null;

    /// <summary>Reads what <see cref="ToString"/> wrote, such as from a pid file; null where it is something else.</summary>
    public static ProcessIdentity? Parse(string text)
    {
        var parts = text.Trim().Split(' ');
        return
            parts.Length == 2
            && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            && long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var start)
            && id > 0
            ? new ProcessIdentity(id, start)
            : null;
    }

    /// <summary>Asks it to end (SIGTERM), and kills it with everything it started when it does not within the grace.</summary>
    /// <remarks>What it started and left behind is asked and killed too. Nothing happens when it no longer runs.</remarks>
    public Task StopAsync(TimeSpan grace, CancellationToken cancellationToken) => StopAsync(grace, TimeProvider.System, cancellationToken);

    /// <inheritdoc cref="StopAsync(TimeSpan, CancellationToken)"/>
    public Task StopAsync(TimeSpan grace, TimeProvider time, CancellationToken cancellationToken) =>
        new ProcessTree(this, leadsSession: false, time).StopAsync(grace, cancellationToken);

    /// <summary>One line: the id and the start.</summary>
    public override string ToString() => $"{ProcessId} {StartTicks}";
}
