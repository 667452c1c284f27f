using System.Text;
using Phederation.Containers.Engine.Models;
using Phederation.Containers.Oci;

namespace Phederation.Site.Lifecycle;

/// <summary>Compares a container as the engine holds it with what the release says, member by member.</summary>
internal static class ContainerDrift
{
    private const string SeccompOption = "seccomp=";

    /// <summary>Every difference, one line each; none when the container is what the release says.</summary>
    public static IReadOnlyList<string> Find(ServiceSpecification specification, ContainerDetails actual)
    {
        var expected = specification.Request(specification.Container);
        var differences = new Differences();
        if (actual.Image != specification.ImageId)
        {
            differences.Add("image", specification.ImageId, actual.Image);
        }

        if (!HasProfile(specification, actual))
        {
            differences.Add("seccomp profile", specification.Service.ProfileDigest.ToString(), ProfileOf(actual)?.ToString() ?? "none");
        }

        foreach (var (key, value) in expected.Labels ?? new Dictionary<string, string>())
        {
            differences.Compare($"label {key}", value, actual.Config.Labels.GetValueOrDefault(key) ?? "none");
        }

        differences.Compare("user", expected.User ?? actual.Config.User, actual.Config.User);
        differences.CompareContained("environment", expected.Env ?? [], actual.Config.Env);
        HostDrift.Find(expected.HostConfig ?? new HostConfig(), actual.HostConfig, differences);
        MountDrift.Find(expected.HostConfig ?? new HostConfig(), actual, differences);
        differences.CompareSets("networks", Networks(expected), actual.NetworkSettings.Networks.Keys);
        return differences.Lines;
    }

    /// <summary>Whether the profile that the engine holds for the container is, byte for byte, the signed one.</summary>
    public static bool HasProfile(ServiceSpecification specification, ContainerDetails actual) =>
        ProfileOf(actual) == specification.Service.ProfileDigest;

    private static Digest? ProfileOf(ContainerDetails actual) =>
        actual.HostConfig.SecurityOpt?.Where(option => option.StartsWith(SeccompOption, StringComparison.Ordinal)).ToArray() is [var only]
            ? Digest.Sha256(Encoding.UTF8.GetBytes(only[SeccompOption.Length..]))
            : null;

    private static IEnumerable<string> Networks(CreateContainerRequest expected) =>
        expected.NetworkingConfig?.EndpointsConfig?.Keys ?? (expected.HostConfig?.NetworkMode is { } mode ? [mode] : []);
}
