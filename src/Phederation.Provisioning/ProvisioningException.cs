namespace Phederation.Provisioning;

/// <summary>A machine could not be provided with what is needed; the message says what to do.</summary>
public sealed class ProvisioningException : Exception
{
    internal ProvisioningException(ProvisioningFailure failure, string message, IReadOnlyList<string>? commands = null)
        : base(commands is null ? message : $"{message}{Environment.NewLine}    {string.Join($"{Environment.NewLine}    ", commands)}")
    {
        Failure = failure;
        Commands = commands ?? [];
    }

    /// <summary>What kind of failure it is.</summary>
    public ProvisioningFailure Failure { get; }

    /// <summary>The commands that a person can run to mend it, exactly as to type them.</summary>
    public IReadOnlyList<string> Commands { get; }
}
