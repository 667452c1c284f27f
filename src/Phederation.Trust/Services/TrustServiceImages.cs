namespace Phederation.Trust.Services;

/// <summary>The images of the registry and the trust server.</summary>
/// <param name="Registry"><c>honeur/registry</c>.</param>
/// <param name="Notary"><c>honeur/notary</c>, the trust server that clients talk to.</param>
/// <param name="NotarySigner"><c>honeur/notary-signer</c>, which holds its keys.</param>
/// <param name="NotaryDatabase"><c>honeur/notary-database</c>, the storage of both.</param>
public sealed record TrustServiceImages(
    TrustServiceImage Registry,
    TrustServiceImage Notary,
    TrustServiceImage NotarySigner,
    TrustServiceImage NotaryDatabase
);
