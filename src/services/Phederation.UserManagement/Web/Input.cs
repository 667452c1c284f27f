using Phederation.Accounts.Permissions;

namespace Phederation.UserManagement.Web;

/// <summary>What may be stored; the same for pages and programs. Null is good, a text says why not.</summary>
internal static class Input
{
    private const int LongestLogin = 100;
    private const int LongestName = 100;

    public static string? RefuseLogin(string login) =>
        login.Length is > 0 and <= LongestLogin && login.All(c => char.IsLetterOrDigit(c) || c is '.' or '_' or '-' or '@' or '+')
            ? null
            : $"A login has 1 to {LongestLogin} letters, digits or . _ - @ +";

    public static string? RefuseName(string name) =>
        name.Trim() == name && name.Length is > 0 and <= LongestName && !name.Any(c => char.IsControl(c))
            ? null
            : $"A name has 1 to {LongestName} characters, without spaces at its ends.";

    public static string? RefusePermission(string value) =>
        WildcardPermission.TryParse(value) is not null
            ? null
            : "A permission has words between colons, such as conceptset:*:get, and at most 255 characters without spaces.";

    public static string? RefuseDescription(string description) =>
        description.Length <= 255 && !description.Any(char.IsControl) ? null : "A description has at most 255 characters.";
}
