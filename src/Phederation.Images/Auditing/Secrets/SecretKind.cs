namespace Phederation.Images.Auditing.Secrets;

/// <summary>What kind of credential.</summary>
internal enum SecretKind
{
    /// <summary>A private key.</summary>
    PrivateKey,

    /// <summary>A private key that needs a passphrase.</summary>
    EncryptedKey,

    /// <summary>A token of a service.</summary>
    Token,

    /// <summary>A password that is given to a name.</summary>
    Password,

    /// <summary>A password in the address of a service.</summary>
    ConnectionString,
}
