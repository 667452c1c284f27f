using System.Text.RegularExpressions;

namespace Phederation.Workloads.Transcripts;

/// <summary>
/// Takes one kind of volatile text out of an answer, so that the same image answers the same twice.
/// </summary>
/// <param name="Pattern">What is volatile; matches in linear time.</param>
/// <param name="Replacement">What stands in its place; <c>$1</c> keeps a group.</param>
public sealed record NormaliserRule(Regex Pattern, string Replacement)
{
    /// <summary>How every pattern of a workload is compiled: in linear time whatever it is matched against.</summary>
    internal const RegexOptions Options = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant;
}
