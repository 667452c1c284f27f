namespace Phederation.Fuzzing.Sending.Actors;

/// <summary>A token that is there already.</summary>
internal sealed class BearerCredential(string token) : ActorCredential
{
    internal override IReadOnlyList<string> Secrets => [token];

    internal override string? Authorization => $"Bearer {token}";
}
