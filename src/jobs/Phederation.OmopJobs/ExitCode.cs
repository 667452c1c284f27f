namespace Phederation.OmopJobs;

/// <summary>The exit codes: the numbers mean what they mean in the launcher, which hands them on.</summary>
internal static class ExitCode
{
    /// <summary>Done.</summary>
    public const int Success = 0;

    /// <summary>A fault of the program itself.</summary>
    public const int Internal = 1;

    /// <summary>The command line is wrong.</summary>
    public const int Usage = 2;

    /// <summary>A file that was read is malformed.</summary>
    public const int BadInput = 3;

    /// <summary>Something that is needed is not there.</summary>
    public const int Missing = 4;

    /// <summary>The database or the system denied access.</summary>
    public const int Denied = 5;

    /// <summary>The server's certificate is not the expected one, or the work would destroy what is not its own.</summary>
    public const int Refused = 6;

    /// <summary>A lock or a statement took longer than its limit.</summary>
    public const int TimedOut = 7;

    /// <summary>Rows violate a key or constraint, or what was made is not what was asked for.</summary>
    public const int GateFailed = 8;

    /// <summary>The database has no room left.</summary>
    public const int NoRoom = 9;

    /// <summary>The database can't be reached, or failed.</summary>
    public const int ServiceFailed = 10;

    /// <summary>The password is wrong.</summary>
    public const int WrongCredentials = 11;

    /// <summary>Something of the same name is there and is different, or another run of the job goes on.</summary>
    public const int Conflict = 13;

    /// <summary>Interrupted; run it again to go on.</summary>
    public const int Interrupted = 130;

    /// <summary>Every code with its meaning in a few words, for the help text.</summary>
    public static IReadOnlyList<(int Code, string Meaning)> Table { get; } =
    [
        (Success, "done, and verified"),
        (Internal, "a fault of this program"),
        (Usage, "the command line is wrong"),
        (BadInput, "a file is malformed; each error has file:line:column"),
        (Missing, "something needed is not there: a secret, a folder, a schema, a table"),
        (Denied, "the database or the system denied access"),
        (Refused, "the server's certificate is not trusted, or the work would destroy what this job did not make"),
        (TimedOut, "a lock or a statement took longer than its limit"),
        (GateFailed, "rows violate a key or constraint, or the result is not what was asked for"),
        (NoRoom, "the database has no room left: disk, memory, connections"),
        (ServiceFailed, "the database can't be reached, or failed"),
        (WrongCredentials, "the password is wrong"),
        (Conflict, "something is there that is different, or another run of this job goes on"),
        (Interrupted, "interrupted; what was not complete is undone, run it again to go on"),
    ];
}
