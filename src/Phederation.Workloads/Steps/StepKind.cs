namespace Phederation.Workloads.Steps;

/// <summary>The kinds of step that a workload knows, in the spelling of <c>workload.toml</c>.</summary>
public enum StepKind
{
    /// <summary>Creates the container when there is none, starts it and waits until it is ready.</summary>
    Start,

    /// <summary>Runs a program in the container.</summary>
    Exec,

    /// <summary>Talks SQL over one or more connections.</summary>
    Sql,

    /// <summary>Sends one HTTP request.</summary>
    Http,

    /// <summary>Opens a bare connection, sends bytes and reads the answer.</summary>
    Tcp,

    /// <summary>Sends a signal to PID 1.</summary>
    Signal,

    /// <summary>Sends the service's reload signal.</summary>
    Reload,

    /// <summary>Restarts the container by the engine and waits until it is ready.</summary>
    Restart,

    /// <summary>Ends the service in an orderly way: by the engine, by a signal, or by a program in the container.</summary>
    Stop,

    /// <summary>Kills PID 1 without warning, as a crash does.</summary>
    Kill,

    /// <summary>Waits, so that what happens by itself is seen too.</summary>
    Idle,

    /// <summary>Runs a job's container from its start to its end.</summary>
    Run,

    /// <summary>Puts a file into a volume.</summary>
    Put,

    /// <summary>Stops, starts, kills, pauses or resumes a peer.</summary>
    Peer,
}
