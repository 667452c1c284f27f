using System.Text.RegularExpressions;
using Phederation.Workloads.Steps;

namespace Phederation.Workloads.Running;

/// <summary>
/// <c>${secret:NAME}</c> in a header or the body of an HTTP step stands for a secret that was generated for the run: a service that asks
/// for a token can be asked, and no workload holds one.
/// </summary>
internal static class SecretReferences
{
    private static readonly Regex Reference = new(
        @"\$\{secret:(?<name>[a-z][a-z0-9_-]*)\}",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture
    );

    /// <summary>The names that a step refers to.</summary>
    public static IEnumerable<string> NamesIn(HttpStep step) =>
        step.Headers.Values.Append(step.Body ?? "").SelectMany(text => Reference.Matches(text)).Select(match => match.Groups["name"].Value);

    /// <summary>The step with every reference replaced; that each is known was checked before the run.</summary>
    public static HttpStep Fill(HttpStep step, IReadOnlyDictionary<string, string> secrets) =>
        step with
        {
            Headers = step.Headers.ToDictionary(header => header.Key, header => Fill(header.Value, secrets), StringComparer.Ordinal),
            Body = step.Body is null ? null : Fill(step.Body, secrets),
        };

    private static string Fill(string text, IReadOnlyDictionary<string, string> secrets) =>
        Reference.Replace(text, match => secrets[match.Groups["name"].Value]);
}
