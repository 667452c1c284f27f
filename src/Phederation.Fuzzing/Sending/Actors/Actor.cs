namespace Phederation.Fuzzing.Sending.Actors;

/// <summary>Somebody who asks, with the credentials that they ask with.</summary>
/// <param name="Name">The name, as requests have it; not a secret.</param>
/// <param name="Credential">What they prove themselves with.</param>
public sealed record Actor(string Name, ActorCredential Credential);
