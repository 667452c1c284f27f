using System.Text;

namespace Phederation.Images.Auditing.Secrets;

/// <summary>Files that by their names hold credentials.</summary>
internal static class CredentialNames
{
    private static readonly HashSet<string> Names =
    [
        "id_rsa",
        "id_dsa",
        "id_ecdsa",
        "id_ecdsa_sk",
        "id_ed25519",
        "id_ed25519_sk",
        ".netrc",
        "_netrc",
        ".pgpass",
        ".git-credentials",
        ".htpasswd",
        ".my.cnf",
        ".dockercfg",
        ".vault-token",
        ".env",
        "kubeconfig",
        "terraform.tfstate",
        "application_default_credentials.json",
        "krb5.keytab",
    ];

    private static readonly string[] Endings =
    [
        ".jks",
        ".p12",
        ".pfx",
        ".ovpn",
        ".ppk",
        ".kdbx",
        ".keytab",
        ".keystore",
        ".tfvars",
        ".agekey",
    ];

    /// <summary>Paths by their end, where the name alone says nothing; some count only with certain words in them.</summary>
    private static readonly (string End, string? Word)[] Paths =
    [
        (".docker/config.json", "\"auth"),
        (".npmrc", "_auth"),
        (".npmrc", "_password"),
        (".pypirc", "password"),
        (".aws/credentials", null),
        (".kube/config", null),
        (".config/gh/hosts.yml", null),
        (".config/gcloud/credentials.db", null),
        (".azure/accessTokens.json", null),
        (".gem/credentials", null),
        (".cargo/credentials.toml", null),
        (".m2/settings.xml", "<password>"),
    ];

    /// <summary>Whether what a file holds decides.</summary>
    public static bool NeedsContent(string path) => Paths.Any(known => known.Word is not null && EndsWith(path, known.End));

    /// <summary>Whether a file holds credentials by its name; the bytes are those that were kept.</summary>
    public static bool Matches(string path, byte[]? kept)
    {
        var name = path[(path.LastIndexOf('/') + 1)..];
        if (Names.Contains(name) || Endings.Any(end => name.Length > end.Length && name.EndsWith(end, StringComparison.OrdinalIgnoreCase)))
        {
            return true;
        }

        if (name.StartsWith(".env.", StringComparison.Ordinal))
        {
            return !name.EndsWith(".example", StringComparison.Ordinal) && !name.EndsWith(".sample", StringComparison.Ordinal);
        }

        return path.StartsWith("run/secrets/", StringComparison.Ordinal)
            || Paths.Any(known =>
                EndsWith(path, known.End)
                && (known.Word is null || kept is null || Encoding.Latin1.GetString(kept).Contains(known.Word, StringComparison.Ordinal))
            );
    }

    private static bool EndsWith(string path, string end) =>
        path == end || (path.Length > end.Length && path.EndsWith(end, StringComparison.Ordinal) && path[^(end.Length + 1)] == '/');
}
