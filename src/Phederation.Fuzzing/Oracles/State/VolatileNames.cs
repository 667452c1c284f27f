using System.Text.RegularExpressions;

namespace Phederation.Fuzzing.Oracles.State;

/// <summary>Names of members that say when or how often something was changed.</summary>
internal static partial class VolatileNames
{
    /// <summary>Whether the last name of a path is one.</summary>
    public static bool Has(string path) => Name().IsMatch(path[(path.LastIndexOf('.') + 1)..]);

    [GeneratedRegex(
        "^_?(version|versionId|etag|revision|timestamp|(last_?)?(updated|modified|changed|accessed|saved|seen)([_A-Z]?(at|on|by|date|time))?|now|served_?at|(created|modified|updated)_?(date|by|at|time))$",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking
    )]
    private static partial Regex Name();
}
