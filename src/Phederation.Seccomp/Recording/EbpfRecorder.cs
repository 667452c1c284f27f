using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using Phederation.Seccomp.Profiles;
using Phederation.Seccomp.Recording.Bpf;

namespace Phederation.Seccomp.Recording;

/// <summary>
/// Records by three small programs at the kernel's tracepoints, written and loaded here through bpf(2): no helper program, no
/// compiler, no tracefs. Counts live in the kernel, so no event stream can overflow. The cost (some 100 ns per syscall of recorded tasks,
/// a few for the others) lasts while the recorder does.
/// </summary>
public sealed class EbpfRecorder : ISyscallRecorder
{
    private const string BtfFile = "/sys/kernel/btf/vmlinux";
    private const int OperationNotPermitted = 1;
    private const int TooBig = 7;
    private const int NoMemory = 12;
    private const int PermissionDenied = 13;

    private readonly CgroupScope _scope;
    private readonly RecorderMaps _maps;
    private readonly MappedArray _settings;
    private readonly RecorderReader _reader;
    private readonly List<SafeFileHandle> _programs = [];
    private readonly List<SafeFileHandle> _links = [];
    private readonly Lock _lock = new();
    private bool _isDisposed;

    private EbpfRecorder(EbpfRecorderOptions options)
    {
        // Anything that fails on the way takes down what was made before it.
        _scope = options.Process is { } process ? CgroupScope.Of(process, options.Cgroups) : CgroupScope.Create(options.Cgroups);
        try
        {
            _maps = new RecorderMaps(options);
            _reader = new RecorderReader(_maps, options);
            _reader.SelectArguments();
            var isRunning = options.Process is not null;
            _settings = new MappedArray(_maps.Settings, sizeof(ulong) * Enum.GetValues<Setting>().Length);
            if (isRunning)
            {
                Set(Setting.Begin, ulong.MaxValue);
                Set(Setting.IsServing, 1);
            }

            Attach(KernelLayout.Read(new Btf(File.ReadAllBytes(BtfFile)), _scope.Subsystem), options.WatchDenials);
            if (isRunning)
            {
                // Only now is every birth seen: what was born while the programs came, too, is told from the runtime's by its age.
                _ = NativeMethods.ReadClock(NativeMethods.ClockSinceBoot, out var now);
                Set(Setting.Begin, now.TotalNanoseconds);
            }
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <inheritdoc />
    public string BackEnd => "ebpf";

    /// <inheritdoc />
    public string CgroupParent => _scope.Parent;

    /// <inheritdoc />
    public string ProfileJson => LearningProfile.Json;

    /// <inheritdoc />
    public SeccompProfile Enforce(SeccompProfile profile) => profile;

    /// <inheritdoc />
    public string? OciRuntime => null;

    /// <inheritdoc />
    public string? Notice => null;

    /// <summary>The cgroup's folder, for tests that put processes there without an engine.</summary>
    internal string ScopeFolder => _scope.Folder;

    /// <summary>Starts recording: whatever enters the scope from now on is seen from its filter's load.</summary>
    /// <exception cref="RecorderUnavailableException">The machine, kernel or account can't; says why and what mends it.</exception>
    public static EbpfRecorder Start(EbpfRecorderOptions? options = null)
    {
        if (!RecorderPlatform.IsKnown)
        {
            throw RecorderPlatform.Unknown();
        }

        if (!File.Exists(BtfFile))
        {
            throw new RecorderUnavailableException(
                $"the kernel has no type information ({BtfFile})",
                "Use a kernel of at least 5.15 that is built with CONFIG_DEBUG_INFO_BTF (those of Debian 12, Ubuntu 22.04 and RHEL 9 are)."
            );
        }

        try
        {
            return new EbpfRecorder(options ?? new EbpfRecorderOptions());
        }
        catch (BpfException exception) when (exception.Errno is OperationNotPermitted or PermissionDenied && exception.Log.Length == 0)
        {
            throw new RecorderUnavailableException(
                $"the kernel does not permit it ({exception.Message})",
                "Run as root, or with CAP_BPF, CAP_PERFMON and CAP_DAC_OVERRIDE; kernel lockdown must not be in confidentiality mode.",
                exception
            );
        }
        catch (BpfException exception) when (exception.Errno is NoMemory or TooBig)
        {
            throw new RecorderUnavailableException(
                $"the kernel lacks memory ({exception.Message})",
                "Ask for smaller capacities.",
                exception
            );
        }
        catch (Exception exception) when (exception is BpfException or InvalidDataException or IOException or UnauthorizedAccessException)
        {
            throw new RecorderUnavailableException(
                $"this kernel does not fit ({exception.Message})",
                "Use a kernel of at least 5.15 with CONFIG_BPF_SYSCALL, CONFIG_BPF_JIT and CONFIG_DEBUG_INFO_BTF.",
                exception
            );
        }
    }

    /// <inheritdoc />
    public void Tell(bool isServing)
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            Set(Setting.IsServing, isServing ? 1UL : 0);
        }
    }

    /// <inheritdoc />
    public RecorderSnapshot Read()
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            var missed = _programs.Aggregate(0UL, (sum, program) => sum + BpfSystem.RecursionMisses(program));
            return _reader.Read(missed);
        }
    }

    /// <summary>Stops recording and removes the cgroup. The containers should be gone: a cgroup in use stays until the next recorder.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            if (_isDisposed)
            {
                return;
            }

            _isDisposed = true;
            _links.ForEach(link => link.Dispose());
            _programs.ForEach(program => program.Dispose());
            _reader?.Dispose();
            _settings?.Dispose();
            _maps?.Dispose();
            _scope.Dispose();
        }
    }

    private void Attach(KernelLayout layout, bool watchDenials)
    {
        // sys_enter first: a call that is entered under the other programs is never taken for a denial.
        RecorderPrograms NewProgram() => new(layout, _maps, _scope);
        Load("phed_enter", NewProgram().Enter(), layout.EnterType);
        Load("phed_fork", NewProgram().Fork(), layout.ForkType);
        Load("phed_exec", NewProgram().Exec(), layout.ExecType);
        if (watchDenials)
        {
            Load("phed_exit", NewProgram().Exit(), layout.ExitType);
            Load("phed_end", NewProgram().TaskEnd(), layout.TaskEndType);
        }

        _links.AddRange(_programs.Select(BpfSystem.Attach));
    }

    private void Set(Setting setting, ulong value) =>
        Volatile.Write(ref MemoryMarshal.AsRef<ulong>(_settings.Bytes[((int)setting * sizeof(ulong))..]), value);

    private void Load(string name, ulong[] code, int tracepoint) => _programs.Add(BpfSystem.LoadProgram(name, code, tracepoint));
}
