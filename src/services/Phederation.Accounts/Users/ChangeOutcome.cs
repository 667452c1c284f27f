namespace Phederation.Accounts.Users;

/// <summary>How a change ended; nothing but <see cref="Done"/> changed anything.</summary>
public enum ChangeOutcome
{
    /// <summary>It is done, and in the audit trail.</summary>
    Done,

    /// <summary>What was to be changed is not there.</summary>
    NotFound,

    /// <summary>Somebody else changed it since it was looked at.</summary>
    VersionConflict,

    /// <summary>Something of that name is there.</summary>
    Duplicate,

    /// <summary>A role or permission that it names is not there.</summary>
    UnknownReference,

    /// <summary>Afterwards nobody could administer the site.</summary>
    LastAdministrator,

    /// <summary>It came with the tables, or can't have this.</summary>
    NotAllowed,
}
