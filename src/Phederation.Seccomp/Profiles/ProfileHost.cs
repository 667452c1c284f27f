namespace Phederation.Seccomp.Profiles;

/// <summary>
/// What the engine's own extensions of the format depend on: its default profile has rules only for some architectures, capabilities or kernels.
/// </summary>
/// <param name="Abi">The host's native ABI.</param>
/// <param name="Capabilities">The container's capabilities (<c>CAP_…</c>).</param>
/// <param name="Kernel">The host's kernel.</param>
public sealed record ProfileHost(SyscallAbi Abi, IReadOnlySet<string> Capabilities, Version Kernel)
{
    /// <summary>An x86-64 host with a recent kernel and a container without capabilities.</summary>
    public static ProfileHost Default { get; } = new(SyscallAbi.X8664, new HashSet<string>(StringComparer.Ordinal), new Version(6, 18));

    private string EngineArchitecture => Abi == SyscallAbi.Aarch64 ? "arm64" : "amd64";

    /// <summary>The architectures that an entry of archMap stands for on this host.</summary>
    internal IEnumerable<string> Resolve(JsonCursor entry) =>
        entry["architecture"].String() == Abi.ToProfileName()
            ? entry.Optional("subArchitectures")?.List(item => item.String()).Prepend(Abi.ToProfileName()) ?? [Abi.ToProfileName()]
            : [];

    /// <summary>Whether a rule's includes and excludes let it hold on this host.</summary>
    internal bool Applies(JsonCursor rule) =>
        (rule.Optional("includes") is not { } includes || Matches(includes, wanted: true))
        && (rule.Optional("excludes") is not { } excludes || Matches(excludes, wanted: false));

    /// <summary>All conditions must be met (wanted), or none may be (not wanted).</summary>
    private bool Matches(JsonCursor filter, bool wanted)
    {
        filter.Only("arches", "caps", "minKernel");
        var arches = filter.Optional("arches")?.List(item => item.String()) ?? [];
        var capabilities = filter.Optional("caps")?.List(item => item.String()) ?? [];
        if (arches.Count > 0 && arches.Contains(EngineArchitecture) != wanted)
        {
            return false;
        }

        if (wanted ? !capabilities.All(Capabilities.Contains) : capabilities.Any(Capabilities.Contains))
        {
            return false;
        }

        if (filter.Optional("minKernel") is not { } kernel)
        {
            return true;
        }

        return Version.TryParse(kernel.String(), out var least)
            ? Kernel >= least == wanted
            : throw kernel.Error("a version like 4.8 is expected");
    }
}
