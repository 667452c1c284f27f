namespace Phederation.Trust;

/// <summary>What kind of failure a <see cref="TrustException"/> is; the front doors map it to an exit code.</summary>
public enum TrustErrorKind
{
    /// <summary>A passphrase does not open its key.</summary>
    WrongPassphrase,

    /// <summary>A key file or passphrase file that is needed is not there.</summary>
    MissingKey,

    /// <summary>A key, passphrase or state file can't be read as what it should be.</summary>
    Malformed,

    /// <summary>A program that the trust services need is not installed.</summary>
    MissingProgram,

    /// <summary>A service did not start, stopped, answered with an error, or answered too slowly.</summary>
    ServiceFailed,

    /// <summary>The port that earlier signatures name is taken by another program, or the state folder is in use.</summary>
    InUse,

    /// <summary>What a service or a file holds is not trusted; <see cref="TrustException.Refusals"/> says why.</summary>
    Refused,
}
