using Microsoft.AspNetCore.Http;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Phederation.Fhir.Outcomes;
using Phederation.Fhir.Validation;

namespace Phederation.Fhir.Access;

/// <summary>Takes bearer tokens (RFC 6750): signed JWTs with the scopes of SMART, and the patient of the launch where a scope is a patient's.</summary>
internal sealed class BearerAccess(TokenKeys keys, string issuer, string audience, TimeProvider time) : IAccessReader
{
    private const int LargestToken = 16 * 1024;
    private const string Scheme = "Bearer ";
    private static readonly TimeSpan Skew = TimeSpan.FromSeconds(30);

    private readonly JsonWebTokenHandler _handler = new() { MaximumTokenSizeInBytes = LargestToken };

    public async ValueTask<AccessScope> ReadAsync(HttpContext context)
    {
        var header = context.Request.Headers.Authorization;
        if (header.Count == 0)
        {
            throw new FhirException(401, "login", "A bearer token is needed.");
        }

        if (header is not [{ } text] || !text.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) || text.Length > LargestToken)
        {
            throw Refused();
        }

        var result = await _handler.ValidateTokenAsync(
            text[Scheme.Length..].Trim(),
            new TokenValidationParameters
            {
                ValidAlgorithms = keys.Algorithms,
                ValidIssuer = issuer,
                ValidAudience = audience,
                IssuerSigningKeys = keys.Keys,
                TryAllIssuerSigningKeys = true,
                RequireSignedTokens = true,
                RequireExpirationTime = true,
                LifetimeValidator = (from, to, _, _) => IsNow(from, to),
            }
        );
        if (!result.IsValid || result.SecurityToken is not JsonWebToken token)
        {
            throw Refused();
        }

        var grants = SmartScopes.Parse(token.Claims.Where(claim => claim.Type is "scope" or "scp").Select(claim => claim.Value));
        return new AccessScope(grants, Patient(token));
    }

    private static string? Patient(JsonWebToken token)
    {
        var named = token.Claims.Where(claim => claim.Type == "patient").Select(claim => claim.Value).ToList();
        if (named is not [var patient])
        {
            return null;
        }

        patient = patient.StartsWith("Patient/", StringComparison.Ordinal) ? patient[8..] : patient;
        return Primitives.IsId(patient) ? patient : null;
    }

    private static FhirException Refused() =>
        new(401, "login", "The bearer token is not accepted: it is malformed, has ended, or is not for this service.");

    private bool IsNow(DateTime? from, DateTime? to)
    {
        var now = time.GetUtcNow().UtcDateTime;
        return to is { } end && now < end + Skew && (from is null || from <= now + Skew);
    }
}
