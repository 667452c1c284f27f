using System.Globalization;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Phederation.Postgres;

namespace Phederation.Fhir.Access;

/// <summary>
/// "fhir-server token SCOPES [PATIENT [MINUTES]]": gives a token signed with the mounted shared secret, for sites without an identity provider.
/// Whoever can run it can read the secret anyway.
/// </summary>
internal static class TokenCommand
{
    private const int UsualMinutes = 60;
    private const int MostMinutes = 7 * 24 * 60;

    /// <summary>Gives a token.</summary>
    /// <exception cref="SetupException">The arguments or the key are not right.</exception>
    public static string Issue(IReadOnlyList<string> arguments, TokenKeys keys, string issuer, string audience, TimeProvider time)
    {
        var minutes = UsualMinutes;
        if (
            arguments.Count is 0 or > 3
            || SmartScopes.Parse([arguments[0]]).Count == 0
            || (
                arguments.Count == 3
                && (
                    !int.TryParse(arguments[2], NumberStyles.None, CultureInfo.InvariantCulture, out minutes)
                    || minutes is < 1 or > MostMinutes
                )
            )
        )
        {
            throw new SetupException(
                SetupProblem.Malformed,
                "That is no way to ask for a token.",
                $"fhir-server token \"user/*.read patient/*.write\" [PATIENT [MINUTES, up to {MostMinutes}]]"
            );
        }

        if (keys.Keys is not [SymmetricSecurityKey key])
        {
            throw new SetupException(
                SetupProblem.Malformed,
                "Tokens are given with a shared secret only.",
                "Ask the identity provider whose keys are mounted."
            );
        }

        var now = time.GetUtcNow().UtcDateTime;
        var claims = new Dictionary<string, object> { ["scope"] = arguments[0] };
        if (arguments is [_, { Length: > 0 } patient, ..])
        {
            claims["patient"] = patient;
        }

        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(
            new SecurityTokenDescriptor
            {
                Issuer = issuer,
                Audience = audience,
                IssuedAt = now,
                NotBefore = now,
                Expires = now.AddMinutes(minutes),
                Claims = claims,
                SigningCredentials = new SigningCredentials(key, SecurityAlgorithms.HmacSha256),
            }
        );
    }
}
