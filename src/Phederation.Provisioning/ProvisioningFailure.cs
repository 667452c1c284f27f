namespace Phederation.Provisioning;

/// <summary>Why a machine could not be provided with what is needed.</summary>
public enum ProvisioningFailure
{
    /// <summary>Something is missing and a person must install or start it.</summary>
    Missing,

    /// <summary>The engine is there, and this account may not use it.</summary>
    Denied,

    /// <summary>The engine was started and did not answer in its time.</summary>
    TimedOut,

    /// <summary>The distribution's package service failed or lacks a package.</summary>
    ServiceFailed,
}
