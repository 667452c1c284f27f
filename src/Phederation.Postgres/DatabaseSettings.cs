namespace Phederation.Postgres;

/// <summary>Where a database is and how it is signed in to; the password is read from its file when it is needed.</summary>
public sealed record DatabaseSettings
{
    /// <summary>The server's name or address.</summary>
    public required string Host { get; init; }

    /// <summary>The server's port.</summary>
    public required int Port { get; init; }

    /// <summary>The database's name.</summary>
    public required string Database { get; init; }

    /// <summary>The account.</summary>
    public required string User { get; init; }

    /// <summary>The file that holds the password.</summary>
    public required string PasswordFile { get; init; }

    /// <summary>How the connection is protected.</summary>
    public required TlsMode Tls { get; init; }

    /// <summary>The certificates that the server's is checked against.</summary>
    public required string CertificateFile { get; init; }

    /// <summary>For messages.</summary>
    public override string ToString() => $"{Database} at {Host}:{Port}";
}
