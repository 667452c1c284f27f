namespace Phederation.Fuzzing;

/// <summary>Why something around a campaign can't be done.</summary>
public enum FuzzErrorKind
{
    /// <summary>An option is wrong, or options don't go together.</summary>
    Usage,

    /// <summary>A file is malformed, or of another version or model.</summary>
    BadInput,

    /// <summary>Something needed is not there: a file, the target.</summary>
    Missing,

    /// <summary>The system denied access, or a file that must be private isn't.</summary>
    Denied,

    /// <summary>Somebody else writes to the same campaign.</summary>
    Conflict,

    /// <summary>No room is left on the disk.</summary>
    NoRoom,

    /// <summary>The target gave no usable answer where one was needed.</summary>
    TargetFailed,

    /// <summary>The target refused an actor's credentials.</summary>
    WrongCredentials,
}
