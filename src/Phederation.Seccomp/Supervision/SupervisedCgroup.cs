using Phederation.Seccomp.Recording;

namespace Phederation.Seccomp.Supervision;

/// <summary>The cgroup below which containers run whose filters a <see cref="Supervisor" /> answers for.</summary>
public static class SupervisedCgroup
{
    /// <summary>Its name, by which supervisor and runtime find each other.</summary>
    /// <param name="name">A name of lower-case letters, digits, dots, dashes and underscores.</param>
    /// <param name="driver">The engine's cgroup driver: <c>cgroupfs</c> or <c>systemd</c>.</param>
    public static string Name(string name, string driver) =>
        driver == "systemd"
            ? $"{ScopeNames.SupervisedSlicePrefix}{name.Replace('-', '_').Replace('.', '_')}.slice"
            : ScopeNames.SupervisedPrefix + name;

    /// <summary>The engine's <c>CgroupParent</c> for it.</summary>
    /// <inheritdoc cref="Name" />
    public static string Parent(string name, string driver) => driver == "systemd" ? Name(name, driver) : "/" + Name(name, driver);
}
