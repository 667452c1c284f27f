namespace Phederation.Site;

/// <summary>The one table of exit codes, of the launcher and of the build.</summary>
public static class ExitCode
{
    /// <summary>Done.</summary>
    public const int Success = 0;

    /// <summary>A fault of the program itself.</summary>
    public const int Internal = 1;

    /// <summary>The command line is wrong: an unknown command, target, parameter or value.</summary>
    public const int Usage = 2;

    /// <summary>A file that was read is malformed; the message has file:line:column.</summary>
    public const int BadInput = 3;

    /// <summary>Something that is needed is not there: no engine, a missing program, a missing release.</summary>
    public const int Missing = 4;

    /// <summary>The engine or the system denied access.</summary>
    public const int Denied = 5;

    /// <summary>A signature, digest, image ID, profile hash or verdict does not fit: refused.</summary>
    public const int Refused = 6;

    /// <summary>Something did not become ready, healthy or finished in its time.</summary>
    public const int TimedOut = 7;

    /// <summary>A gate failed: a denied syscall, a different answer, lost events, an audit finding.</summary>
    public const int GateFailed = 8;

    /// <summary>The machine has no room left: disk, memory.</summary>
    public const int NoRoom = 9;

    /// <summary>A registry, trust or package service failed or lacks what was asked of it.</summary>
    public const int ServiceFailed = 10;

    /// <summary>A passphrase, password or token is wrong.</summary>
    public const int WrongCredentials = 11;

    /// <summary>The engine answered with an error.</summary>
    public const int EngineFailed = 12;

    /// <summary>A name, port or lock that is needed is held by something that is not ours.</summary>
    public const int Conflict = 13;

    /// <summary>Interrupted by the user; run it again to go on.</summary>
    public const int Interrupted = 130;

    /// <summary>The build failed without a more exact code of this table.</summary>
    public const int BuildFailed = 255;
}
