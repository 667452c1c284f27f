using Phederation.Processes;

namespace Phederation.Provisioning;

/// <summary>This machine.</summary>
internal sealed class LocalMachine : IMachine
{
    /// <inheritdoc />
    public bool IsLinux => OperatingSystem.IsLinux();

    /// <inheritdoc />
    public bool IsRoot => OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess;

    /// <inheritdoc />
    public string User => Environment.UserName is { Length: > 0 } name ? name : "$USER";

    /// <inheritdoc />
    // What systemd documents as the test for it (sd_booted(3)).
    public bool HasSystemd => Directory.Exists("/run/systemd/system");

    /// <inheritdoc />
    public string ServicePolicyFile => "/usr/sbin/policy-rc.d";

    /// <inheritdoc />
    public bool Has(string program)
    {
        var star = program.IndexOf("/*/", StringComparison.Ordinal);
        if (star < 0)
        {
            return Programs.Find(program) is not null;
        }

        var (folder, rest) = (program[..star], program[(star + 3)..]);
        return Directory.Exists(folder) && Directory.EnumerateDirectories(folder).Any(each => File.Exists(Path.Combine(each, rest)));
    }

    /// <inheritdoc />
    public string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
