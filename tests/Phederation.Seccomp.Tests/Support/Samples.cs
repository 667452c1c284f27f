using Phederation.Seccomp.Evidences;
using Phederation.Seccomp.Recording;

namespace Phederation.Seccomp.Tests.Support;

/// <summary>Recordings and evidence written in a test.</summary>
internal static class Samples
{
    public static EvidenceSubject Subject { get; } =
        new()
        {
            ImageName = "sample",
            ImageId = "sha256:00",
            WorkloadSha256 = "11",
            Kernel = "6.18.0",
            Engine = "docker 20.10.24",
            Runtime = "runc 1.1.5",
            Libc = "glibc 2.36",
        };

    public static CallWitness Witness(string process = "app", string thread = "app", ulong at = 1) => new(100, 101, process, thread, at);

    public static SyscallRecord Call(string name, ulong count = 1, bool byRuntime = false, SyscallAbi abi = SyscallAbi.X8664) =>
        new(abi, SyscallTable.For(abi).NumberOf(name)!.Value, byRuntime, count, Witness());

    public static ArgumentRecord Argument(string name, ulong count, params uint[] values) =>
        new(SyscallAbi.X8664, SyscallTable.For(SyscallAbi.X8664).NumberOf(name)!.Value, ByRuntime: false, values, count, Witness());

    public static RecorderSnapshot Snapshot(params SyscallRecord[] calls) => new(calls, [], [], RecorderLosses.None);

    /// <summary>Evidence of one step that made these calls once, with these arguments.</summary>
    public static Evidence Evidence(IEnumerable<string> calls, params ArgumentRecord[] arguments) =>
        Evidence(Snapshot([.. calls.Select(name => Call(name))]) with { Arguments = arguments });

    public static Evidence Evidence(RecorderSnapshot snapshot, string libc = "glibc 2.36")
    {
        var builder = new EvidenceBuilder(Subject with { Libc = libc }, "test");
        builder.EndStep("start", "init", snapshot);
        return builder.Build();
    }
}
