namespace Phederation.Provisioning;

/// <summary>What a machine is provided for.</summary>
[Flags]
public enum NeedGroups
{
    /// <summary>Nothing but the container engine.</summary>
    None = 0,

    /// <summary>To build, trace, sign and publish a release.</summary>
    Publish = 1,

    /// <summary>To run the tests.</summary>
    Test = 2,

    /// <summary>Everything.</summary>
    All = Publish | Test,
}
