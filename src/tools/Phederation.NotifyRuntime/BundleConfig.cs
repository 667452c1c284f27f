using System.Runtime.Versioning;
using System.Text.Json;
using System.Text.Json.Nodes;
using Phederation.Seccomp.Recording;

namespace Phederation.NotifyRuntime;

/// <summary>The config.json of a bundle (OCI runtime specification).</summary>
[SupportedOSPlatform("linux")]
internal static class BundleConfig
{
    private const long Limit = 16 * 1024 * 1024;

    /// <summary>
    /// Names the recorder's socket as the listener of the container's filter, where a recorder waits for this container; else nothing changes.
    /// </summary>
    public static void AddListener(string bundle)
    {
        var file = Path.Combine(bundle, "config.json");
        if (new FileInfo(file) is not { Exists: true, Length: <= Limit })
        {
            // The runtime has words of its own for that.
            return;
        }

        var config = JsonNode.Parse(File.ReadAllBytes(file), documentOptions: new JsonDocumentOptions { MaxDepth = 64 });
        if (config?["linux"]?["seccomp"] is not JsonObject seccomp || SocketOf((string?)config["linux"]!["cgroupsPath"]) is not { } socket)
        {
            return;
        }

        seccomp["listenerPath"] = socket;
        var draft = file + ".draft";
        File.WriteAllText(draft, config.ToJsonString());
        File.SetUnixFileMode(draft, File.GetUnixFileMode(file));
        File.Move(draft, file, overwrite: true);
    }

    // cgroupfs: /PARENT/CONTAINER; systemd: PARENT.slice:docker:CONTAINER.
    private static string? SocketOf(string? cgroup)
    {
        var parent = cgroup?.Split('/', ':').FirstOrDefault(ScopeNames.HasListener);
        var socket = parent is null ? null : ScopeNames.SocketOf(parent);
        return File.Exists(socket) ? socket : null;
    }
}
