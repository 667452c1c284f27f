using System.Text.Json.Serialization;

namespace Phederation.Site.State;

/// <summary>What a site remembers between commands; written as <c>site.json</c> of the state folder.</summary>
public sealed record SiteState
{
    /// <summary>The schema this program reads and writes.</summary>
    public const int CurrentSchema = 1;

    /// <summary>The schema of the file.</summary>
    [JsonRequired]
    public int Schema { get; init; } = CurrentSchema;

    /// <summary>
    /// The site's identity, 32 hexadecimal digits, made once at random. Every object that the site makes on the engine carries it as
    /// a label, and only objects with it are ever changed or removed.
    /// </summary>
    [JsonRequired]
    public required string SiteId { get; init; }

    /// <summary>The site's name, from which names on the engine are made that have no given name: the network, the secrets.</summary>
    [JsonRequired]
    public required string SiteName { get; init; }

    /// <summary>The secrets that were generated here: one that is gone is not made anew, the data knows the old one.</summary>
    public IReadOnlyList<string> GeneratedSecrets
    {
        get;
        init => field = value ?? [];
    } = [];

    /// <summary>The edition of the stack; null for one that was never chosen, which is the release's default.</summary>
    public string? Edition { get; init; }

    /// <summary>What the site sets of its services' environments, by <c>SERVICE.VARIABLE</c>.</summary>
    public IReadOnlyDictionary<string, string> Settings
    {
        get;
        init => field = value ?? NoSettings;
    } = NoSettings;

    private static IReadOnlyDictionary<string, string> NoSettings { get; } = new Dictionary<string, string>();

    /// <summary>
    /// The engine's <c>CgroupParent</c> for services that a supervisor takes the calls of their start away from; null where the site has none.
    /// </summary>
    public string? SupervisedParent { get; init; }

    /// <summary>The version of the release that came up last; null before the first.</summary>
    public string? ReleaseVersion { get; init; }

    /// <summary>The policy of the release that came up last; null before the first.</summary>
    public string? Policy { get; init; }
}
