using System.Net;
using System.Text.RegularExpressions;
using Phederation.Postgres;
using Phederation.Services.Hosting.Settings;

namespace Phederation.AnalyticsRemote;

/// <summary>What differs from site to site.</summary>
internal sealed partial record RemoteOptions
{
    /// <summary>The central service (PHEDERATION_CENTRAL_URL); https.</summary>
    public required Uri Central { get; init; }

    /// <summary>The site's organisation (PHEDERATION_ORGANISATION); requests for another one are refused.</summary>
    public required string Organisation { get; init; }

    /// <summary>The site's R server (PHEDERATION_R_SERVER_URL).</summary>
    public required Uri Analyses { get; init; }

    /// <summary>Where the journal is kept (PHEDERATION_STATE).</summary>
    public required string StateFolder { get; init; }

    /// <summary>The file of the public keys of who may ask for studies, PEM, one after another (PHEDERATION_SIGNERS_SECRET).</summary>
    public required string SignersFile { get; init; }

    /// <summary>How the site proves who it is: token or certificate (PHEDERATION_CENTRAL_AUTHENTICATION).</summary>
    public required bool UsesClientCertificate { get; init; }

    /// <summary>The file of the site's token at the central service.</summary>
    public required string TokenFile { get; init; }

    /// <summary>The file of the site's client certificate with its key, PEM.</summary>
    public required string ClientCertificateFile { get; init; }

    /// <summary>The file of the authorities that the central service's certificate is checked against; null takes the system's.</summary>
    public string? AuthorityFile { get; init; }

    /// <summary>The file of the R server's token.</summary>
    public required string AnalysesTokenFile { get; init; }

    /// <summary>How long to wait between two questions, when all is well.</summary>
    public required TimeSpan PollInterval { get; init; }

    /// <summary>The longest wait after failures.</summary>
    public required TimeSpan LongestPause { get; init; }

    /// <summary>How long an analysis may take.</summary>
    public required TimeSpan AnalysisLimit { get; init; }

    /// <summary>Reads them.</summary>
    /// <exception cref="SetupException">One is missing or malformed.</exception>
    public static RemoteOptions From(ServiceSettings settings)
    {
        var central = settings.Address("PHEDERATION_CENTRAL_URL", null, "https", "http");
        if (central.Scheme == "http" && !(IPAddress.TryParse(central.Host, out var address) && IPAddress.IsLoopback(address)))
        {
            throw new SetupException(
                SetupProblem.Malformed,
                "PHEDERATION_CENTRAL_URL begins with http://, by which anybody on the way could read and change what is sent.",
                "Set an address that begins with https://."
            );
        }

        var organisation = settings.Required("PHEDERATION_ORGANISATION", "the organisation that this site is known as");
        if (!OrganisationName().IsMatch(organisation))
        {
            throw new SetupException(
                SetupProblem.Malformed,
                "PHEDERATION_ORGANISATION is no name of an organisation.",
                "Use 1 to 64 letters, digits, dots, dashes and underscores."
            );
        }

        return new RemoteOptions
        {
            Central = new Uri(central.AbsoluteUri.TrimEnd('/') + "/"),
            Organisation = organisation,
            Analyses = new Uri(
                settings
                    .Address("PHEDERATION_R_SERVER_URL", "http://distributed-analytics-r-server:8004", "http", "https")
                    .AbsoluteUri.TrimEnd('/') + "/"
            ),
            StateFolder = settings.Text("PHEDERATION_STATE", "/var/lib/distributed-analytics-remote"),
            SignersFile = settings.SecretFile("PHEDERATION_SIGNERS_SECRET", "study_signers"),
            UsesClientCertificate = settings.OneOf("PHEDERATION_CENTRAL_AUTHENTICATION", "token", "token", "certificate") == "certificate",
            TokenFile = settings.SecretFile("PHEDERATION_CENTRAL_TOKEN_SECRET", "central_token"),
            ClientCertificateFile = settings.SecretFile("PHEDERATION_CENTRAL_CERTIFICATE_SECRET", "central_client_certificate"),
            AuthorityFile = settings.OptionalSecretFile("PHEDERATION_CENTRAL_AUTHORITY_SECRET", "central_authority"),
            AnalysesTokenFile = settings.SecretFile("PHEDERATION_R_SERVER_TOKEN_SECRET", "analytics_token"),
            PollInterval = TimeSpan.FromSeconds(settings.Number("PHEDERATION_POLL_SECONDS", 30, 1, 3600)),
            LongestPause = TimeSpan.FromSeconds(settings.Number("PHEDERATION_LONGEST_PAUSE_SECONDS", 900, 1, 86_400)),
            AnalysisLimit = TimeSpan.FromSeconds(settings.Number("PHEDERATION_ANALYSIS_SECONDS", 900, 1, 7200)),
        };
    }

    [GeneratedRegex("^[A-Za-z0-9._-]{1,64}$", RegexOptions.None, 1000)]
    private static partial Regex OrganisationName();
}
