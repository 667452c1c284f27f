namespace Phederation.Seccomp.Recording;

/// <summary>
/// The profile under which a container is learned: everything is allowed, but a filter is loaded, which is what the recorder goes by
/// (<c>seccomp=unconfined</c> would record nothing, the engine's default would hide what it denies). All three ABIs are listed, for
/// a call of an unlisted one is killed; the engine loads no filter at all for a profile without a rule, hence the harmless one.
/// </summary>
public static class LearningProfile
{
    /// <summary>The profile as the engine takes it in <c>SecurityOpt</c> <c>seccomp=…</c>.</summary>
    public const string Json = """
        {"defaultAction":"SCMP_ACT_ALLOW","architectures":["SCMP_ARCH_X86_64","SCMP_ARCH_X86","SCMP_ARCH_X32"],"syscalls":[{"names":["restart_syscall"],"action":"SCMP_ACT_LOG"}]}
        """;
}
