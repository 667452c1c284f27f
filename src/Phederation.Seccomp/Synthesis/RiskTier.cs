namespace Phederation.Seccomp.Synthesis;

/// <summary>How much a call opens up (a judgement of ours, see Data/risk.txt).</summary>
public enum RiskTier
{
    /// <summary>Reads, waits, its own memory.</summary>
    Low,

    /// <summary>Changes files, sockets, other processes of the container.</summary>
    Moderate,

    /// <summary>Has a history of kernel faults behind it, or multiplexes many functions.</summary>
    High,

    /// <summary>On the never-allow list.</summary>
    Never,
}
