using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Phederation.Postgres;

namespace Phederation.Accounts.Tokens;

/// <summary>
/// Gives and checks tokens (JWT, HS256). One key for both: the service that gives them is the one that takes them, and a generated secret file is
/// all that a site needs to keep.
/// </summary>
public sealed class TokenService
{
    private const string Algorithm = SecurityAlgorithms.HmacSha256;
    private const string PermissionsClaim = "permissions";
    private const int LargestToken = 64 * 1024;
    private const int ShortestKey = 32;
    private static readonly TimeSpan Skew = TimeSpan.FromSeconds(30);

    private readonly TokenOptions _options;
    private readonly TimeProvider _time;
    private readonly SymmetricSecurityKey _key;
    private readonly JsonWebTokenHandler _handler = new()
    {
        SetDefaultTimesOnTokenCreation = false,
        MaximumTokenSizeInBytes = LargestToken,
    };

    /// <summary>Tokens of a key.</summary>
    /// <param name="key">At least 32 bytes of a generated secret.</param>
    /// <param name="options">Whose they are.</param>
    /// <param name="time">The clock.</param>
    public TokenService(ReadOnlySpan<byte> key, TokenOptions options, TimeProvider time)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(key.Length, ShortestKey);
        // Derived for this purpose: the file's own bytes may be text of a small alphabet.
        _key = new SymmetricSecurityKey(
            HKDF.DeriveKey(HashAlgorithmName.SHA256, key.ToArray(), 32, info: Encoding.ASCII.GetBytes("phederation token v1"))
        );
        (_options, _time) = (options, time);
    }

    /// <summary>Tokens of a key that is a secret file, one line of at least 32 characters.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">Whose they are.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="SetupException">It is missing, malformed or too short.</exception>
    public static async Task<TokenService> FromFileAsync(
        string path,
        TokenOptions options,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        var text = await SecretText.ReadAsync(path, cancellationToken);
        return text.Length >= ShortestKey && text.Distinct().Count() >= 8
            ? new TokenService(Encoding.ASCII.GetBytes(text), options, time)
            : throw new SetupException(
                SetupProblem.Malformed,
                $"The key {path} is too weak: at least {ShortestKey} characters of a generated secret are needed.",
                "Generate one, for example 64 random hexadecimal digits."
            );
    }

    /// <summary>Gives a token.</summary>
    /// <param name="login">Whose it is.</param>
    /// <param name="permissions">What it allows.</param>
    public string Issue(string login, IReadOnlyList<string> permissions)
    {
        var now = _time.GetUtcNow();
        return _handler.CreateToken(
            new SecurityTokenDescriptor
            {
                Issuer = _options.Issuer,
                Audience = _options.Audience,
                IssuedAt = now.UtcDateTime,
                NotBefore = now.UtcDateTime,
                Expires = (now + _options.Lifetime).UtcDateTime,
                Claims = new Dictionary<string, object>
                {
                    [JwtRegisteredClaimNames.Sub] = login,
                    [JwtRegisteredClaimNames.Jti] = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)),
                    [PermissionsClaim] = permissions.ToArray(),
                },
                SigningCredentials = new SigningCredentials(_key, Algorithm),
            }
        );
    }

    /// <summary>Checks a token; null where it is not one of this service's, was changed, or has ended.</summary>
    /// <param name="token">What a client sent.</param>
    public async Task<AccessToken?> ValidateAsync(string token)
    {
        if (token.Length is 0 or > LargestToken)
        {
            return null;
        }

        var result = await _handler.ValidateTokenAsync(
            token,
            new TokenValidationParameters
            {
                ValidAlgorithms = [Algorithm],
                ValidTypes = ["JWT"],
                ValidIssuer = _options.Issuer,
                ValidAudience = _options.Audience,
                IssuerSigningKey = _key,
                TryAllIssuerSigningKeys = true,
                RequireSignedTokens = true,
                RequireExpirationTime = true,
                LifetimeValidator = (from, to, _, _) => IsNow(from, to),
                NameClaimType = JwtRegisteredClaimNames.Sub,
            }
        );
        if (!result.IsValid || result.SecurityToken is not JsonWebToken { Subject.Length: > 0, Id.Length: > 0 } jwt)
        {
            return null;
        }

        return new AccessToken(
            jwt.Subject,
            jwt.Id,
            new DateTimeOffset(jwt.IssuedAt, TimeSpan.Zero),
            new DateTimeOffset(jwt.ValidTo, TimeSpan.Zero),
            [
                .. jwt
                    .Claims.Where(claim => claim.Type == PermissionsClaim && claim.ValueType == ClaimValueTypes.String)
                    .Select(claim => claim.Value),
            ]
        );
    }

    private bool IsNow(DateTime? from, DateTime? to)
    {
        var now = _time.GetUtcNow().UtcDateTime;
        return from is { } start && to is { } end && start <= now + Skew && now < end;
    }
}
