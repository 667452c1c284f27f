using Phederation.Seccomp;
using Phederation.Seccomp.Profiles;
using Phederation.Seccomp.Recording;

namespace Phederation.Workloads.Tests.Tracing;

/// <summary>A recorder that couldn't keep everything: a fault that can't be made with the real one.</summary>
internal sealed class LossyRecorder(RecorderLosses losses) : ISyscallRecorder
{
    public string BackEnd => "lossy";

    public string CgroupParent => "";

    public string ProfileJson => LearningProfile.Json;

    public SeccompProfile Enforce(SeccompProfile profile) => profile;

    public string? OciRuntime => null;

    public string? Notice => null;

    public bool IsDisposed { get; private set; }

    public void Tell(bool isServing) { }

    public RecorderSnapshot Read()
    {
        var call = new SyscallRecord(SyscallAbi.X8664, 0, ByRuntime: false, 1, new CallWitness(1, 1, "sh", "sh", 1));
        return new([call], [], [], losses);
    }

    public void Dispose() => IsDisposed = true;
}
