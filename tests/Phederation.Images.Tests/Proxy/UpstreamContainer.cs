using System.Runtime.InteropServices;
using Phederation.Containers.Engine.Models;

namespace Phederation.Images.Tests.Proxy;

/// <summary>
/// The program that stands for the parts behind the proxy, in a container of the base image that sees this machine's .NET runtime and the
/// program's folder, so that no image has to be made for it.
/// </summary>
internal static class UpstreamContainer
{
    private const string Program = "Phederation.Testing.Upstream.dll";

    public static CreateContainerRequest Request(string imageId, string network, string name, IReadOnlyDictionary<string, string> labels) =>
        new()
        {
            Image = imageId,
            Entrypoint = ["/runtime/dotnet", "exec", $"/program/{Program}"],
            Env = [$"PART={name}", "DOTNET_EnableDiagnostics=0", "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1", "DOTNET_gcServer=0"],
            Labels = labels,
            StopTimeout = 1,
            HostConfig = new HostConfig
            {
                NetworkMode = network,
                ReadonlyRootfs = true,
                CapDrop = ["ALL"],
                SecurityOpt = ["no-new-privileges"],
                Mounts = [Folder(RuntimeFolder, "/runtime"), Folder(AppContext.BaseDirectory, "/program")],
                Tmpfs = new Dictionary<string, string> { ["/tmp"] = "size=16m,mode=1777" },
            },
            NetworkingConfig = new NetworkingConfig
            {
                EndpointsConfig = new Dictionary<string, EndpointSettings> { [network] = new() { Aliases = [name] } },
            },
        };

    /// <summary>ROOT of ROOT/shared/Microsoft.NETCore.App/VERSION/, which the engine must see under the same path.</summary>
    private static string RuntimeFolder => Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));

    private static Mount Folder(string source, string target) =>
        new()
        {
            Type = "bind",
            Source = source.TrimEnd('/'),
            Target = target,
            ReadOnly = true,
        };
}
