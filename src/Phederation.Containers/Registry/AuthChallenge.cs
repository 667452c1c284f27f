using System.Net.Http.Headers;
using System.Text.RegularExpressions;

namespace Phederation.Containers.Registry;

/// <summary>What a registry asks for in WWW-Authenticate.</summary>
internal sealed partial record AuthChallenge(bool IsBearer, string Realm, string Service)
{
    public static AuthChallenge? From(HttpHeaderValueCollection<AuthenticationHeaderValue> headers)
    {
        foreach (var header in headers)
        {
            var parameters = Parameter()
                .Matches(header.Parameter ?? "")
                .GroupBy(match => match.Groups["name"].Value, StringComparer.OrdinalIgnoreCase)
                .ToDictionary(group => group.Key, group => group.First().Groups["value"].Value, StringComparer.OrdinalIgnoreCase);
            if (
                string.Equals(header.Scheme, "Bearer", StringComparison.OrdinalIgnoreCase) && parameters.TryGetValue("realm", out var realm)
            )
            {
                return new AuthChallenge(true, realm, parameters.GetValueOrDefault("service", ""));
            }

            if (string.Equals(header.Scheme, "Basic", StringComparison.OrdinalIgnoreCase))
            {
                return new AuthChallenge(false, parameters.GetValueOrDefault("realm", ""), "");
            }
        }

        return null;
    }

    [GeneratedRegex("(?<name>[a-zA-Z_]+)=\"(?<value>[^\"]*)\"", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Parameter();
}
