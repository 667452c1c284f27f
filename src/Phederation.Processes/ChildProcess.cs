using System.ComponentModel;
using System.Diagnostics;
using Phederation.Processes.Native;

namespace Phederation.Processes;

/// <summary>A started child: the one place where a program is started and waited for.</summary>
internal sealed class ChildProcess : IDisposable
{
    // Of util-linux: makes a session and then becomes the program, under the same process id. The session is how all
    // descendants are found when the child has to be stopped.
    private const string SessionProgram = "/usr/bin/setsid";

    private readonly Process _process;
    private readonly ProcessTree? _tree;
    private readonly bool _leadsSession;

    private ChildProcess(Process process, bool leadsSession, TimeProvider time)
    {
        _process = process;
        _leadsSession = leadsSession;
        if (OperatingSystem.IsLinux())
        {
            // One that has ended already is no process any more, yet its session may live on.
            var start = ProcessStat.Read(process.Id)?.StartTicks ?? -1;
            _tree = new ProcessTree(new ProcessIdentity(process.Id, start), leadsSession, time);
        }
    }

    public Stream Input => _process.StandardInput.BaseStream;

    public Stream Output => _process.StandardOutput.BaseStream;

    public Stream Error => _process.StandardError.BaseStream;

    /// <summary>Whether the child's output holds something that was not read yet.</summary>
    public bool HasUnreadOutput => PipeContent.HasBytes(Output) || PipeContent.HasBytes(Error);

    /// <exception cref="ProcessFailedException">There is no such program or folder, or it can't be used.</exception>
    public static ChildProcess Start(ProcessRequest request, TimeProvider time)
    {
        var path = StartTarget.Resolve(request);
        var hasSessions = OperatingSystem.IsLinux() && File.Exists(SessionProgram);
        var info = new ProcessStartInfo(hasSessions ? SessionProgram : path)
        {
            UseShellExecute = false,
            CreateNoWindow = true,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = request.WorkingDirectory ?? "",
        };
        foreach (var argument in hasSessions ? request.Arguments.Prepend(path) : request.Arguments)
        {
            info.ArgumentList.Add(argument);
        }

        foreach (var (name, value) in request.Environment)
        {
            if (value is null)
            {
                info.Environment.Remove(name);
            }
            else
            {
                info.Environment[name] = value;
            }
        }

        try
        {
#pragma warning disable RS0030 // Here is where the others' processes come from.
            var process = Process.Start(info) ?? throw new InvalidOperationException("No process was started.");
#pragma warning restore RS0030
            return new ChildProcess(process, hasSessions, time);
        }
        catch (Win32Exception exception)
        {
            throw StartTarget.NotStarted(request, path, exception.Message, exception);
        }
    }

    public async Task<int> WaitAsync(CancellationToken cancellationToken)
    {
        await _process.WaitForExitAsync(cancellationToken);
        return _process.ExitCode;
    }

    /// <summary>Whether the exit says that the session was made but the program could not be executed.</summary>
    public bool WasNotExecuted(int exitCode, string error) =>
        _leadsSession && exitCode is 126 or 127 && error.StartsWith("setsid: ", StringComparison.Ordinal);

    /// <summary>Asks the tree to end, then kills it.</summary>
    public async Task StopAsync(TimeSpan grace)
    {
        if (_tree is not null)
        {
            // Cancelled or not, a stop has its grace: it is short and bounded.
            await _tree.StopAsync(grace, CancellationToken.None);
            return;
        }

        try
        {
            _process.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // It has ended already.
        }
    }

    public void Dispose() => _process.Dispose();
}
