namespace Phederation.Site.Lifecycle;

/// <summary>What was done to a service.</summary>
public enum ServiceChange
{
    /// <summary>Nothing: it ran as the release says.</summary>
    None,

    /// <summary>Its container was as the release says, but did not run: started.</summary>
    Started,

    /// <summary>It had no container: created and started.</summary>
    Created,

    /// <summary>Its container was not as the release says: replaced, with its data kept.</summary>
    Replaced,
}
