using System.Globalization;
using Phederation.Images.Auditing.Reading;

namespace Phederation.Images.Auditing.Checks;

/// <summary>Whom a container of an image runs as.</summary>
/// <param name="User">The part before the colon; "" is root.</param>
/// <param name="UserId">The number; null for a name without an account.</param>
/// <param name="GroupId">The group's number; null for a name without a group.</param>
internal sealed record RuntimeUser(string User, long? UserId, long? GroupId)
{
    /// <summary>Whether the image's configuration has numbers only.</summary>
    public bool IsNumeric { get; private init; }

    /// <summary>Reads the configuration's user: "", "name", "1", "1:2", "name:group".</summary>
    public static RuntimeUser Of(AuditedImage image)
    {
        var parts = (image.Runtime.User ?? "").Split(':', 2);
        var account = image.Accounts.Find(parts[0]);
        var userId = parts[0].Length == 0 ? 0 : Number(parts[0]) ?? account?.UserId;
        var groupId =
            parts.Length < 2 || parts[1].Length == 0
                ? account?.GroupId ?? 0
                : Number(parts[1])
                    ?? image.Accounts.Groups.Where(group => group.Name == parts[1]).Select(group => (long?)group.Id).FirstOrDefault();
        return new RuntimeUser(parts[0], userId, groupId) { IsNumeric = parts.All(part => Number(part) is not null) };
    }

    /// <summary>Whether it is root.</summary>
    public bool IsRoot => UserId == 0;

    private static long? Number(string text) => long.TryParse(text, NumberStyles.None, null, out var number) ? number : null;
}
