namespace Phederation.Provisioning;

/// <summary>Whether a container engine can be used.</summary>
internal enum EngineState
{
    /// <summary>It answers.</summary>
    Answers,

    /// <summary>It is there and refuses this account.</summary>
    Denied,

    /// <summary>Nothing answers.</summary>
    Silent,
}
