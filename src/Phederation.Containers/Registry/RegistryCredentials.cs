namespace Phederation.Containers.Registry;

/// <summary>A user and a password (or token) for a registry. Never printed.</summary>
/// <param name="User">The user's name.</param>
/// <param name="Password">The password or token.</param>
public sealed record RegistryCredentials(string User, string Password)
{
    /// <summary>The user alone.</summary>
    public override string ToString() => $"{User}:***";
}
