namespace Phederation.Trust.ContentTrust;

/// <summary>How a trust server took a publication.</summary>
internal enum NotaryAnswer
{
    /// <summary>It holds what was sent.</summary>
    Accepted,

    /// <summary>Somebody else published in between: read again and try again.</summary>
    Outdated,
}
