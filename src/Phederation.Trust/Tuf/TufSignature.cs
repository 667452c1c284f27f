namespace Phederation.Trust.Tuf;

/// <summary>One signature of a metadata file.</summary>
/// <param name="KeyId">The id of the key that is said to have made it.</param>
/// <param name="Method">How: only <c>ecdsa</c> (raw r‖s over SHA-256) counts.</param>
/// <param name="Value">The signature's bytes.</param>
internal sealed record TufSignature(string KeyId, string Method, byte[] Value);
