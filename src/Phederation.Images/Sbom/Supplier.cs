using System.Text.RegularExpressions;

namespace Phederation.Images.Sbom;

/// <summary>Who supplies a package.</summary>
/// <param name="Name">The name.</param>
/// <param name="Email">The address; empty when it is not said.</param>
public sealed partial record Supplier(string Name, string Email)
{
    private static readonly string[] Groups = ["team", "maintainers", "group", "developers", "project", "packagers", "debian", "ubuntu"];

    /// <summary>Whether it is a group of people, as far as the name tells.</summary>
    public bool IsOrganization => Groups.Any(group => Name.Contains(group, StringComparison.OrdinalIgnoreCase));

    /// <summary>Reads <c>Name &lt;address&gt;</c>; null for an empty text.</summary>
    public static Supplier? Parse(string text)
    {
        var parts = text.Split('<', 2, StringSplitOptions.TrimEntries);
        var name = parts[0].Trim('"', ' ');
        var address = parts.Length == 2 ? parts[1].TrimEnd('>', ' ') : "";
        return name.Length == 0 ? null : new Supplier(name, Address().IsMatch(address) ? address : "");
    }

    // Both formats check addresses: what is none is left out, so that one package can't make the bill invalid.
    [GeneratedRegex(
        @"^[A-Za-z0-9][A-Za-z0-9._+-]*@[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?(\.[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?)+\z",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Address();
}
