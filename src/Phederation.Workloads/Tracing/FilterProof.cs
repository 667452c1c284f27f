using System.ComponentModel;
using Phederation.Containers.Engine;
using Phederation.Seccomp.Filters;
using Phederation.Seccomp.Profiles;

namespace Phederation.Workloads.Tracing;

/// <summary>
/// Holds the filter that the kernel runs a container under against the profile that it was started with: between the two stand an engine, a runtime
/// and its library, each with versions that read profiles in their own way.
/// </summary>
internal sealed class FilterProof(EngineClient engine, SeccompProfile profile, bool listenerRefuses)
{
    /// <summary>The calls that the kernel answers otherwise than the profile says.</summary>
    public IReadOnlyList<FilterDifference> Differences { get; private set; } = [];

    /// <summary>What was compared, or why nothing could be.</summary>
    public string Note { get; private set; } = "not read: no process of the container was met";

    /// <summary>Whether the kernel's filter was compared.</summary>
    public bool IsDone { get; private set; }

    /// <summary>Compares, once.</summary>
    /// <param name="container">The name or ID of a container that runs.</param>
    /// <param name="cancellationToken">Ends the question to the engine.</param>
    public async Task RunAsync(string container, CancellationToken cancellationToken)
    {
        if (
            IsDone || await engine.Containers.InspectAsync(container, cancellationToken) is not { State: { Running: true, Pid: > 0 } state }
        )
        {
            return;
        }

        try
        {
            var programs = await KernelFilter.ReadAsync(state.Pid);
            // The first that was installed is the container's; later ones are the program's own.
            Compare(programs is [] ? null : programs[^1]);
        }
        catch (Exception exception) when (exception is Win32Exception or InvalidDataException)
        {
            Note = $"not read: {exception.Message}";
        }
    }

    private void Compare(BpfProgram? program)
    {
        IsDone = true;
        if (program is null)
        {
            Note = "the container runs under no filter at all";
            Differences =
            [
                new FilterDifference(
                    Seccomp.SyscallAbi.X8664,
                    0,
                    [],
                    new SyscallVerdict(profile.DefaultAction, profile.DefaultErrno ?? SyscallVerdict.NotPermitted),
                    new SyscallVerdict(SeccompAction.Allow, 0)
                ),
            ];
            return;
        }

        Note = $"{program.Instructions.Count} instructions, as the profile says";
        // Engines before 23 ignore the default answer's number: the call is refused all the same.
        Differences = FilterComparison.Run(profile, program, listenerRefuses: listenerRefuses);
        if (Differences.Count > 0)
        {
            Differences = FilterComparison.Run(profile, program, honoursDefaultErrno: false, listenerRefuses);
        }
    }
}
