namespace Phederation.Trust.Tuf;

/// <summary>Where metadata files come from: a trust server or a folder.</summary>
internal interface ITufSource
{
    /// <summary>What messages call the place.</summary>
    string Name { get; }

    /// <summary>
    /// The bytes of a role's metadata, null when there is none. Where the source holds more versions, <paramref name="sha256"/> (in
    /// hexadecimal digits) chooses one; the caller checks the bytes anyway.
    /// </summary>
    Task<byte[]?> ReadAsync(string role, string? sha256, CancellationToken cancellationToken);
}
