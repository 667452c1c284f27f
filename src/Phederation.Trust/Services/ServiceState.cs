namespace Phederation.Trust.Services;

/// <summary>What the services remember between runs. Readable by its owner only: it holds passwords.</summary>
internal sealed record ServiceState
{
    public required int RegistryPort { get; init; }

    public required int NotaryPort { get; init; }

    /// <summary>The database's folder, which may be outside the state folder.</summary>
    public required string DatabaseFolder { get; init; }

    /// <summary>The password of the trust server's database account.</summary>
    public required string ServerPassword { get; init; }

    /// <summary>The password of the signer's database account.</summary>
    public required string SignerPassword { get; init; }

    /// <summary>What the signer encrypts its keys in the database with.</summary>
    public required string SignerPassphrase { get; init; }
}
