using System.Text;

namespace Phederation.Fuzzing.Sending.Actors;

/// <summary>A user and a password (RFC 7617).</summary>
internal sealed class BasicCredential(string user, string password) : ActorCredential
{
    private readonly string _encoded = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}"));

    internal override IReadOnlyList<string> Secrets => [password, _encoded];

    internal override string? Authorization => $"Basic {_encoded}";
}
