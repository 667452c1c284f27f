namespace Phederation.Accounts.Directory;

/// <summary>The directory can't be asked: it is away, breaks the protocol, or refuses the question itself. Never a wrong password: that is a value.</summary>
/// <param name="message">What happened, without names or passwords.</param>
/// <param name="resultCode">The directory's own code (RFC 4511, 4.1.9), or null.</param>
/// <param name="innerException">The cause.</param>
public sealed class LdapException(string message, int? resultCode = null, Exception? innerException = null)
    : Exception(message, innerException)
{
    /// <summary>The directory's own code (RFC 4511, 4.1.9), or null.</summary>
    public int? ResultCode { get; } = resultCode;
}
