using Phederation.Services.Hosting.Settings;

namespace Phederation.Fhir.Serving;

/// <summary>Whose tokens are taken.</summary>
/// <param name="KeyFile">The secret file with the keys.</param>
/// <param name="Issuer">Who gives them.</param>
/// <param name="Audience">Whom they are for.</param>
internal sealed record TokenSettings(string KeyFile, string Issuer, string Audience)
{
    /// <summary>What the site set.</summary>
    public static TokenSettings Of(ServiceSettings settings) =>
        new(
            settings.SecretFile("PHEDERATION_FHIR_TOKEN_KEY_SECRET", "fhir_token_key"),
            settings.Text("PHEDERATION_FHIR_TOKEN_ISSUER", "phederation"),
            settings.Text("PHEDERATION_FHIR_TOKEN_AUDIENCE", "fhir")
        );
}
