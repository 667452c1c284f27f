using System.Globalization;
using Phederation.Containers.Engine.Models;

namespace Phederation.Seccomp.Recording;

/// <summary>How an engine arranges its cgroups.</summary>
/// <param name="Version">The engine's <c>CgroupVersion</c>: 1 or 2.</param>
/// <param name="Driver">The engine's <c>CgroupDriver</c>: <c>cgroupfs</c> or <c>systemd</c> (whose parents must be slices).</param>
public sealed record EngineCgroups(int Version = 1, string Driver = "cgroupfs")
{
    /// <summary>What an engine says of itself.</summary>
    public static EngineCgroups Of(EngineInfo info) =>
        new(
            int.TryParse(info.CgroupVersion, CultureInfo.InvariantCulture, out var version) ? version : 1,
            info.CgroupDriver.Length > 0 ? info.CgroupDriver : "cgroupfs"
        );
}
