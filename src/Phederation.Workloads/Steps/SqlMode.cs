namespace Phederation.Workloads.Steps;

/// <summary>How an SQL action is carried out.</summary>
public enum SqlMode
{
    /// <summary>Parse, bind, execute with the unnamed statement; several statements separated by semicolons are one transaction.</summary>
    Query,

    /// <summary>A named prepared statement, executed <see cref="SqlAction.Times"/> times.</summary>
    Prepared,

    /// <summary>COPY FROM STDIN in text form: <see cref="SqlAction.Input"/> is sent <see cref="SqlAction.Times"/> times.</summary>
    CopyIn,

    /// <summary>COPY TO STDOUT in text form.</summary>
    CopyOut,

    /// <summary>COPY TO STDOUT in binary form; its bytes are kept for the next <see cref="CopyBinaryIn"/>.</summary>
    CopyBinaryOut,

    /// <summary>COPY FROM STDIN in binary form: sends what the last <see cref="CopyBinaryOut"/> of the step received.</summary>
    CopyBinaryIn,

    /// <summary>Runs the statement again and again until it answers one row that is true.</summary>
    Until,

    /// <summary>Waits for a notification on the session.</summary>
    Notified,

    /// <summary>Sends a cancel request, on a connection of its own, for what the session runs in the background.</summary>
    Cancel,

    /// <summary>Waits for what the session runs in the background.</summary>
    Await,

    /// <summary>Opens <see cref="SqlAction.Times"/> connections and holds them all; some may be refused.</summary>
    Connections,

    /// <summary>The statement on <see cref="SqlAction.Clients"/> connections at once, <see cref="SqlAction.Times"/> times on each.</summary>
    Load,

    /// <summary>A program in the container, with what earlier actions captured in its arguments.</summary>
    Exec,
}
