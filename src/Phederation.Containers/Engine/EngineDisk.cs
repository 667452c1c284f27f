using Phederation.Containers.Engine.Models;

namespace Phederation.Containers.Engine;

/// <summary>The disk that an engine stores images and volumes on.</summary>
public static class EngineDisk
{
    /// <summary>The disk, where it can be seen from here; null when it is another machine's.</summary>
    /// <param name="engine">The engine.</param>
    /// <param name="info">What it says of its machine.</param>
    public static DriveInfo? Find(EngineClient engine, EngineInfo info) =>
        (engine.Endpoint.Kind != EngineEndpointKind.Tcp || info.Name == Environment.MachineName) && Directory.Exists(info.DockerRootDir)
            ? new DriveInfo(info.DockerRootDir)
            : null;
}
