namespace Phederation.Site;

/// <summary>The names and labels by which a site knows its own objects on the engine.</summary>
public static class SiteNames
{
    /// <summary>The name of a site when nobody chose one: its network is then <c>honeur-net</c>, the name that sites know.</summary>
    public const string DefaultSite = "honeur";

    /// <summary>Label: the site's identity. Only objects with the own identity are ever changed or removed.</summary>
    public const string SiteLabel = "phederation.site";

    /// <summary>Label: the service that a container runs.</summary>
    public const string ServiceLabel = "phederation.service";

    /// <summary>Label: the version of the release that a container comes from.</summary>
    public const string ReleaseLabel = "phederation.release";

    /// <summary>Label: the SHA-256 of the seccomp profile that a container runs under.</summary>
    public const string ProfileLabel = "phederation.profile";

    /// <summary>Label: the SHA-256 of the whole specification that a container was made from.</summary>
    public const string SpecificationLabel = "phederation.specification";

    /// <summary>Label: which state of its secrets a container was started with; nothing of what is in them.</summary>
    public const string SecretsLabel = "phederation.secrets";

    /// <summary>Label: what a volume is for, <c>data</c> or <c>secrets</c>.</summary>
    public const string RoleLabel = "phederation.role";

    private const int LongestName = 63;

    /// <summary>The container of a service that is being made ready, before it takes the service's name.</summary>
    public static string Next(string container) => $"{container}-next";

    /// <summary>The container that a service ran in before, until the new one is healthy.</summary>
    public static string Previous(string container) => $"{container}-previous";

    /// <summary>The site's network.</summary>
    public static string Network(string site) => $"{site}-net";

    /// <summary>The volume of a service's secrets.</summary>
    public static string SecretsVolume(string site, string service) => $"{site}-{service}-secrets";

    /// <summary>Whether a text can be the name of a site, service, volume or secret: lower-case letters, digits, dot, dash, underscore.</summary>
    public static bool IsName(string text) =>
        text.Length is > 1 and <= LongestName
        && char.IsAsciiLetterOrDigit(text[0])
        && text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '.' or '-' or '_')
        && !text.Contains("..", StringComparison.Ordinal);

    internal static bool IsSiteId(string text) => text.Length == 32 && text.All(c => char.IsAsciiHexDigitLower(c));
}
