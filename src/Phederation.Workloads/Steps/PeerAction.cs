namespace Phederation.Workloads.Steps;

/// <summary>What happens to a peer, in the spelling of <c>workload.toml</c>.</summary>
public enum PeerAction
{
    /// <summary>It is stopped in an orderly way.</summary>
    Stop,

    /// <summary>It is started again, and healthy when the step ends.</summary>
    Start,

    /// <summary>It is ended without warning.</summary>
    Kill,

    /// <summary>It stops answering, but its connections stay.</summary>
    Pause,

    /// <summary>It goes on after a pause.</summary>
    Resume,
}
