using Phederation.Pipeline.Incremental;
using Phederation.Seccomp.Recording;

namespace Phederation.Pipeline;

/// <summary>
/// Which tool judged: the version, and the identity of the code that records, synthesises and replays. A verdict of other code is
/// stale, for the code may have been wrong.
/// </summary>
public static class ToolVersion
{
    /// <summary>Such as <c>0.1.0+3f9a0c1d2e4b</c>. Builds are deterministic: same sources, same text.</summary>
    public static string Current { get; } = Compute();

    private static string Compute()
    {
        var version = typeof(ToolVersion).Assembly.GetName().Version!.ToString(3);
        using var hash = new ContentHash();
        foreach (var type in new[] { typeof(ISyscallRecorder), typeof(Workloads.Workload), typeof(Containers.Engine.EngineClient) })
        {
            hash.Add(type.Assembly.GetName().Name!, type.Assembly.ManifestModule.ModuleVersionId.ToString());
        }

        return $"{version}+{hash.Hex()[..12]}";
    }
}
