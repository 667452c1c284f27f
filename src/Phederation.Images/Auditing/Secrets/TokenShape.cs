using System.Buffers;

namespace Phederation.Images.Auditing.Secrets;

/// <summary>Tokens that services hand out, by the prefix that the services gave them so that they can be found.</summary>
/// <param name="Prefix">How it begins.</param>
/// <param name="What">In words.</param>
/// <param name="Characters">What follows consists of.</param>
/// <param name="Shortest">The fewest characters after the prefix.</param>
/// <param name="Longest">The most characters after the prefix.</param>
internal sealed record TokenShape(string Prefix, string What, SearchValues<char> Characters, int Shortest, int Longest)
{
    private const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private static readonly SearchValues<char> Alphanumeric = SearchValues.Create(Letters);
    private static readonly SearchValues<char> Upper = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789");
    private static readonly SearchValues<char> Url = SearchValues.Create(Letters + "-_");
    private static readonly SearchValues<char> Base64 = SearchValues.Create(Letters + "+/=");
    private static readonly SearchValues<char> Path = SearchValues.Create(Letters + "/");

    /// <summary>The shapes that are known.</summary>
    public static IReadOnlyList<TokenShape> All { get; } =
    [
        new("AKIA", "an access key of AWS", Upper, 16, 16),
        new("ASIA", "a temporary access key of AWS", Upper, 16, 16),
        new("ghp_", "a personal token of GitHub", Alphanumeric, 36, 255),
        new("gho_", "an OAuth token of GitHub", Alphanumeric, 36, 255),
        new("ghu_", "a user token of GitHub", Alphanumeric, 36, 255),
        new("ghs_", "a server token of GitHub", Alphanumeric, 36, 255),
        new("ghr_", "a refresh token of GitHub", Alphanumeric, 36, 255),
        new("github_pat_", "a fine-grained token of GitHub", Url, 60, 255),
        new("glpat-", "a personal token of GitLab", Url, 20, 64),
        new("xoxb-", "a bot token of Slack", Url, 20, 255),
        new("xoxp-", "a user token of Slack", Url, 20, 255),
        new("xoxa-", "an app token of Slack", Url, 20, 255),
        new("xoxs-", "a session token of Slack", Url, 20, 255),
        new("hooks.slack.com/services/T", "a webhook of Slack", Path, 30, 100),
        new("npm_", "a token of npm", Alphanumeric, 36, 36),
        new("pypi-AgE", "a token of PyPI", Url, 50, 255),
        new("AIza", "an API key of Google", Url, 35, 35),
        new("sk_live_", "a live key of Stripe", Alphanumeric, 24, 128),
        new("dckr_pat_", "a token of Docker Hub", Url, 20, 64),
        new("AccountKey=", "a storage key of Azure", Base64, 60, 100),
    ];

    /// <summary>Whether a token begins at the start of a text, whose prefix was found already.</summary>
    public bool Matches(ReadOnlySpan<char> text, char before)
    {
        if (char.IsAsciiLetterOrDigit(before) || before == '_')
        {
            return false;
        }

        var body = text[Prefix.Length..];
        var length = body.IndexOfAnyExcept(Characters);
        length = length < 0 ? body.Length : length;
        return length >= Shortest && length <= Longest && Placeholder.IsRandom(body[..length], Shortest < 20 ? 7 : 10);
    }
}
