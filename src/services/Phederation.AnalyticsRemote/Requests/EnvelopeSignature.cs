namespace Phederation.AnalyticsRemote.Requests;

/// <summary>One signature.</summary>
/// <param name="KeyId">SHA-256 of the signer's public key (SubjectPublicKeyInfo), in hexadecimal digits.</param>
/// <param name="Signature">ECDSA with SHA-256 in DER, in base64.</param>
internal sealed record EnvelopeSignature(string KeyId, string Signature);
