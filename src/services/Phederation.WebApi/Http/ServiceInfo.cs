namespace Phederation.WebApi.Http;

/// <summary>What this program is.</summary>
internal sealed record ServiceInfo(
    string Version,
    BuildInfo BuildInfo,
    IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Configuration
)
{
    /// <summary>The version of the interface, which clients compare: the one of OHDSI/WebAPI whose paths and forms are kept.</summary>
    public const string InterfaceVersion = "2.14.0";

    /// <summary>Of an edition.</summary>
    public static ServiceInfo Of(bool isSecure)
    {
        var own = typeof(ServiceInfo).Assembly.GetName().Version?.ToString(3) ?? "";
        return new ServiceInfo(
            InterfaceVersion,
            new BuildInfo(own, "phederation-webapi"),
            new Dictionary<string, IReadOnlyDictionary<string, string>>
            {
                ["security"] = new Dictionary<string, string> { ["enabled"] = isSecure ? "true" : "false" },
            }
        );
    }
}
