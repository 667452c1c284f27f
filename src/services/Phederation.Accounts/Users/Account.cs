namespace Phederation.Accounts.Users;

/// <summary>Somebody who may sign in.</summary>
public sealed record Account
{
    /// <summary>Where a password of this site's own is not needed: the directory says who it is.</summary>
    public const string DirectoryOrigin = "LDAP";

    /// <summary>An account of this site's own.</summary>
    public const string SystemOrigin = "SYSTEM";

    /// <summary>Its number (sec_user.id).</summary>
    public required int Id { get; init; }

    /// <summary>What is typed to sign in.</summary>
    public required string Login { get; init; }

    /// <summary>The name for people.</summary>
    public required string Name { get; init; }

    /// <summary>Where it comes from: SYSTEM, LDAP, or what WebAPI wrote.</summary>
    public required string Origin { get; init; }

    /// <summary>Whether it may not sign in.</summary>
    public required bool IsDisabled { get; init; }

    /// <summary>Whether it has a password of its own.</summary>
    public required bool HasPassword { get; init; }

    /// <summary>Whether the password must be replaced at the next sign-in.</summary>
    public required bool MustChangePassword { get; init; }

    /// <summary>Until when wrong passwords have locked it; null: they have not.</summary>
    public DateTimeOffset? LockedUntil { get; init; }

    /// <summary>When it signed in last.</summary>
    public DateTimeOffset? LastSignIn { get; init; }

    /// <summary>Counted up by each change; who changes it names the version that was looked at.</summary>
    public required int Version { get; init; }

    /// <summary>Its roles.</summary>
    public required IReadOnlyList<RoleName> Roles { get; init; }
}
