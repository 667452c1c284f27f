using System.Text.RegularExpressions;
using Phederation.Images.Linting.Rules;
using Phederation.Text;

namespace Phederation.Images.Linting.Checks;

/// <summary>The files that an image of the catalogue takes from its folder <c>rootfs</c>.</summary>
internal static partial class RootFiles
{
    private const int MostFiles = 10_000;
    private const int MostBytes = 256 * 1024;

    /// <summary>The files, each with its path in the image.</summary>
    public static IEnumerable<(string Path, string Name)> Of(LintSubject subject)
    {
        var root = Path.Combine(subject.Folder, "rootfs");
        return !Directory.Exists(root)
            ? []
            : Directory
                .EnumerateFiles(root, "*", SearchOption.AllDirectories)
                .Take(MostFiles)
                .Order(StringComparer.Ordinal)
                .Select(path => (path, Path.GetRelativePath(root, path).Replace('\\', '/')));
    }

    /// <summary>What is wrong with a file by its name and its content.</summary>
    public static IEnumerable<LintFinding> Judge(string path, string name)
    {
        if (CredentialNames.Match(name))
        {
            yield return At(
                MustRules.CredentialFile,
                path,
                name,
                1,
                1,
                $"'{name}' looks like a file with credentials; hand it over below /run/secrets"
            );
        }

        var number = 0;
        var isShadow = name == "etc/shadow";
        var ids = new Dictionary<string, string>();
        foreach (var line in Lines(path))
        {
            number++;
            if (PrivateKey().Match(line) is { Success: true } key)
            {
                yield return At(
                    MustRules.CredentialFile,
                    path,
                    name,
                    number,
                    key.Index + 1,
                    "a private key begins here; hand it over below /run/secrets"
                );
            }

            var fields = line.Split(':');
            if ((isShadow || name == "etc/passwd") && fields is [{ Length: > 0 } account, "", _, ..])
            {
                yield return At(
                    MustRules.EmptyPassword,
                    path,
                    name,
                    number,
                    account.Length + 2,
                    $"the account '{account}' has no password; write '!' in its place"
                );
            }

            if (
                name is "etc/passwd" or "etc/group"
                && fields is [{ Length: > 0 } owner, _, { Length: > 0 } id, ..]
                && !ids.TryAdd(id, owner)
            )
            {
                yield return At(
                    MustRules.SharedId,
                    path,
                    name,
                    number,
                    1,
                    $"'{owner}' has the number {id} of '{ids[id]}'; give it its own"
                );
            }
        }
    }

    private static LintFinding At(LintRule rule, string path, string name, int line, int column, string message) =>
        new(rule, new SourceLocation(path, line, column), message, name);

    private static string[] Lines(string path)
    {
        using var file = File.OpenRead(path);
        var buffer = new byte[(int)Math.Min(MostBytes, file.Length)];
        var length = file.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);

        // A binary has no lines to judge, but a key in it would be text all the same: Latin-1 keeps every byte.
        return System.Text.Encoding.Latin1.GetString(buffer, 0, length).Split('\n');
    }

    // The whole first line of a key in PEM (RFC 7468); a pattern that looks for one is none.
    [GeneratedRegex(@"-----BEGIN ([A-Z0-9]+ )*PRIVATE KEY-----\s*\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex PrivateKey();
}
