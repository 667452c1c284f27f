using System.Net;

namespace Phederation.Accounts.Directory;

/// <summary>Where a site's directory is and how people are found in it.</summary>
public sealed record LdapSettings
{
    /// <summary>ldaps://host[:636], or ldap://host[:389], which is then made safe by StartTLS; only on the loopback address may it stay as it is.</summary>
    public required Uri Address { get; init; }

    /// <summary>The account that may search; empty where <see cref="DnPattern"/> makes that needless.</summary>
    public string BindDn { get; init; } = "";

    /// <summary>The file of that account's password.</summary>
    public string PasswordFile { get; init; } = "";

    /// <summary>Below which entry people are searched.</summary>
    public required string BaseDn { get; init; }

    /// <summary>How a person is found; {0} is the login.</summary>
    public string UserFilter { get; init; } = "(uid={0})";

    /// <summary>The name of a person's entry without a search; {0} is the login. Empty: search.</summary>
    public string DnPattern { get; init; } = "";

    /// <summary>The attribute that holds the login.</summary>
    public string LoginAttribute { get; init; } = "uid";

    /// <summary>The attribute that holds the name for people.</summary>
    public string NameAttribute { get; init; } = "cn";

    /// <summary>The file of the authorities that the directory's certificate is checked against, PEM; null takes the system's.</summary>
    public string? CertificateFile { get; init; }

    /// <summary>How long one question may take in all.</summary>
    public TimeSpan Limit { get; init; } = TimeSpan.FromSeconds(10);

    internal bool IsTls => Address.Scheme == "ldaps";

    internal int Port =>
        Address.Port > 0 ? Address.Port
        : IsTls ? 636
        : 389;

    internal bool IsLoopback => Address.Host == "localhost" || (IPAddress.TryParse(Address.Host, out var ip) && IPAddress.IsLoopback(ip));
}
