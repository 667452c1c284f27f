namespace Phederation.Provisioning;

/// <summary>
/// Keeps packages from starting their services while they are installed, by Debian's policy-rc.d: a registry open to the network and a
/// second database server are not wanted, and where the machine forbids a service's limits its failure would fail the installation.
/// </summary>
internal sealed class ServiceGuard : IDisposable
{
    private const string Mark = "# Written while packages are installed by Phederation.Pipeline; it can be deleted.";
    private readonly string? _path;

    private ServiceGuard(string? path) => _path = path;

    /// <summary>Forbids the start of services until disposed. A policy of the machine's own stays as it is.</summary>
    public static ServiceGuard Raise(string path)
    {
        if (File.Exists(path) && !File.ReadAllText(path).Contains(Mark, StringComparison.Ordinal))
        {
            return new ServiceGuard(null);
        }

        File.WriteAllText(path, $"#!/bin/sh\n{Mark}\nexit 101\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, (UnixFileMode)0b111_101_101);
        }

        return new ServiceGuard(path);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        if (_path is not null)
        {
            File.Delete(_path);
        }
    }
}
