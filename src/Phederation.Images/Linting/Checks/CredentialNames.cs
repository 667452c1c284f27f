using System.Text.RegularExpressions;

namespace Phederation.Images.Linting.Checks;

/// <summary>Names under which credentials are kept.</summary>
internal static partial class CredentialNames
{
    /// <summary>Whether a path's last part, or a folder of it, is such a name.</summary>
    public static bool Match(string path) => path.Split('/').Any(part => Name().IsMatch(part));

    [GeneratedRegex(
        "^(id_(rsa|dsa|ecdsa|ed25519)|\\.env(\\..*)?|.*\\.(jks|keystore|p12|pfx|ovpn|kdbx)|.*[-_.]?key\\.pem|.*\\.key|\\.(npmrc|pypirc|netrc|pgpass|git-credentials|htpasswd|ssh|aws|gnupg|dockercfg|kube)|\\.?htpasswd|secrets?)$",
        RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase,
        1000
    )]
    private static partial Regex Name();
}
