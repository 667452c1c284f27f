namespace Phederation.Postgres;

/// <summary>How the connection to the database is protected.</summary>
public enum TlsMode
{
    /// <summary>Encrypted; the server's certificate and name must be right.</summary>
    VerifyFull,

    /// <summary>Encrypted; who the server is isn't checked.</summary>
    Require,

    /// <summary>Not encrypted: for a server that offers no encryption, on a network that nobody else is on.</summary>
    Disable,
}
