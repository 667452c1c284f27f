using System.Text.RegularExpressions;
using Phederation.Text;

namespace Phederation.Fhir.Tests.Comparison;

/// <summary>Why answers differ.</summary>
internal sealed class Explanation
{
    private readonly Regex _requests;
    private readonly Regex _difference;

    private Explanation(TomlTable table)
    {
        table.RejectUnknown("requests", "difference", "because");
        Requests = table.String("requests");
        Because = table.String("because");
        _requests = new Regex($"^(?:{Requests})$", RegexOptions.CultureInvariant | RegexOptions.Singleline);
        _difference = new Regex($"^(?:{table.String("difference")})$", RegexOptions.CultureInvariant | RegexOptions.Singleline);
    }

    /// <summary>The names of the requests, as a regular expression.</summary>
    public string Requests { get; }

    /// <summary>What the specification says, and where.</summary>
    public string Because { get; }

    /// <summary>Whether anything was explained by it.</summary>
    public bool IsUsed { get; private set; }

    public static List<Explanation> Load(string path) => [.. Toml.Load(path).Tables("difference").Select(table => new Explanation(table))];

    /// <summary>Whether it explains a difference, such as "status: 410 ≠ 404".</summary>
    public bool Explains(string request, string difference)
    {
        var explains = _requests.IsMatch(request) && _difference.IsMatch(difference);
        IsUsed |= explains;
        return explains;
    }
}
