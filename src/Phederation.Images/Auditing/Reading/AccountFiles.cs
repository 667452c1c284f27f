using System.Globalization;

namespace Phederation.Images.Auditing.Reading;

/// <summary>The accounts and groups of an image: passwd(5), group(5), shadow(5).</summary>
internal sealed class AccountFiles
{
    private AccountFiles() { }

    /// <summary>The lines of /etc/passwd.</summary>
    public required IReadOnlyList<Account> Accounts { get; init; }

    /// <summary>Group names and numbers.</summary>
    public required IReadOnlyList<(string Name, long Id, int Line)> Groups { get; init; }

    /// <summary>Names and password fields of /etc/shadow.</summary>
    public required IReadOnlyList<(string Name, string Password, int Line)> Shadow { get; init; }

    /// <summary>Whether there is a file of accounts at all.</summary>
    public bool AreThere { get; private init; }

    /// <summary>Reads the files that a container sees.</summary>
    public static AccountFiles Read(MergedTree tree) =>
        new()
        {
            AreThere = tree.Resolve(KeptFiles.Passwd, out _) == LinkResult.Found,
            Accounts =
            [
                .. Lines(tree, KeptFiles.Passwd, 4)
                    .Select(line => new Account(
                        line.Fields[0],
                        line.Fields[1],
                        Id(line.Fields[2]),
                        Id(line.Fields[3]),
                        line.Fields.Length > 6 ? line.Fields[6] : "",
                        line.Number
                    )),
            ],
            Groups = [.. Lines(tree, KeptFiles.Group, 3).Select(line => (line.Fields[0], Id(line.Fields[2]), line.Number))],
            Shadow = [.. Lines(tree, KeptFiles.Shadow, 2).Select(line => (line.Fields[0], line.Fields[1], line.Number))],
        };

    /// <summary>The account of the part before the colon of an image's user, by name or number.</summary>
    public Account? Find(string user) =>
        Accounts.FirstOrDefault(account => account.Name == user)
        ?? (long.TryParse(user, NumberStyles.None, null, out var id) ? Accounts.FirstOrDefault(account => account.UserId == id) : null);

    private static IEnumerable<(string[] Fields, int Number)> Lines(MergedTree tree, string path, int fields)
    {
        tree.Resolve(path, out var file);
        var text = file?.Facts?.Kept is { } bytes ? TarBlock.Text(bytes) : "";
        return text.Split('\n')
            .Select((line, index) => (line.TrimEnd('\r').Split(':'), index + 1))
            .Where(line => line.Item1.Length >= fields && line.Item1[0].Length > 0 && !line.Item1[0].StartsWith('#'));
    }

    private static long Id(string text) => long.TryParse(text, NumberStyles.None, null, out var id) ? id : -1;
}
