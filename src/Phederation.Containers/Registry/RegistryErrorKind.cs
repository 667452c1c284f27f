namespace Phederation.Containers.Registry;

/// <summary>What a caller can do about a registry's error.</summary>
public enum RegistryErrorKind
{
    /// <summary>None of the others.</summary>
    Other,

    /// <summary>The address can't be used.</summary>
    InvalidAddress,

    /// <summary>No registry answers, or the connection broke.</summary>
    Unavailable,

    /// <summary>The registry did not answer in time.</summary>
    Timeout,

    /// <summary>Credentials are missing or wrong.</summary>
    Unauthorized,

    /// <summary>The credentials are right, but don't allow this.</summary>
    Denied,

    /// <summary>The repository, manifest or blob does not exist.</summary>
    NotFound,

    /// <summary>The registry's disk is full.</summary>
    NoSpace,

    /// <summary>The answer is not what the distribution specification describes, or is too large.</summary>
    Protocol,
}
