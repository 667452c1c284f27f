using System.Runtime.Versioning;
using Phederation.Fuzzing.Exchanges;
using Phederation.Text;

namespace Phederation.Fuzzing.Sending.Actors;

/// <summary>
/// Reads an actor's credentials from a TOML file that only its owner may read (mode 0600): <c>kind = "bearer"</c> with <c>token</c>;
/// <c>kind = "basic"</c> with <c>user</c> and <c>password</c>; <c>kind = "login"</c> with <c>path</c>, <c>token</c> (where it is in the answer),
/// optionally <c>body = "json"</c> and <c>scheme</c>, and a table <c>fields</c>.
/// </summary>
public static class ActorFile
{
    private const UnixFileMode OfOthers =
        UnixFileMode.GroupRead
        | UnixFileMode.GroupWrite
        | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead
        | UnixFileMode.OtherWrite
        | UnixFileMode.OtherExecute;

    /// <summary>Reads an actor.</summary>
    /// <param name="name">The actor's name.</param>
    /// <param name="path">The file.</param>
    /// <exception cref="FuzzException">It isn't there, others may read it, or the name is no name.</exception>
    /// <exception cref="TomlException">It is malformed.</exception>
    public static Actor Load(string name, string path)
    {
        if (
            name.Length is 0 or > 64
            || !name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.')
            || name == FuzzRequest.Anonymous
        )
        {
            throw new FuzzException(
                FuzzErrorKind.Usage,
                $"'{name}' is no name of an actor.",
                $"Take letters, digits, dots, dashes and underscores, and not {FuzzRequest.Anonymous}, who has no credentials."
            );
        }

        if (!File.Exists(path))
        {
            throw new FuzzException(FuzzErrorKind.Missing, $"{path}: there is no such file.", "Look at --actor NAME=FILE.");
        }

        if (!OperatingSystem.IsWindows() && !IsPrivate(path))
        {
            throw new FuzzException(
                FuzzErrorKind.Denied,
                $"{path}: others than its owner may read or write these credentials.",
                $"Make it private: chmod 600 {path}"
            );
        }

        return new Actor(name, Read(Toml.Load(path)));
    }

    // Kubernetes can't give a secret's file to a user who isn't root but by its group: in a folder that it mounted, the group may read.
    [UnsupportedOSPlatform("windows")]
    private static bool IsPrivate(string path)
    {
        var others = File.GetUnixFileMode(path) & OfOthers;
        var isMounted = Directory.Exists(Path.Combine(Path.GetDirectoryName(Path.GetFullPath(path))!, "..data"));
        return others == UnixFileMode.None || (isMounted && others == UnixFileMode.GroupRead);
    }

    private static ActorCredential Read(TomlTable table)
    {
        switch (table.String("kind"))
        {
            case "bearer":
                table.RejectUnknown("kind", "token");
                return new BearerCredential(Secret(table, "token"));
            case "basic":
                table.RejectUnknown("kind", "user", "password");
                return new BasicCredential(table.String("user"), Secret(table, "password"));
            case "login":
                return ReadLogin(table);
            default:
                throw table.Error("kind", "the kind is none of bearer, basic and login; write one of them");
        }
    }

    private static LoginCredential ReadLogin(TomlTable table)
    {
        table.RejectUnknown("kind", "path", "token", "scheme", "body", "fields");
        var token = table.String("token");
        if (!token.StartsWith("header:", StringComparison.Ordinal) && !token.StartsWith("json:", StringComparison.Ordinal))
        {
            throw table.Error("token", "the token's place begins with neither header: nor json:; write it like token = \"header:Bearer\"");
        }

        var path = table.String("path");
        if (!path.StartsWith('/'))
        {
            throw table.Error("path", "the path doesn't begin with a slash; write it relative to the target's base");
        }

        var body = table.OptionalString("body") ?? "form";
        if (body is not ("form" or "json"))
        {
            throw table.Error("body", "the body is neither form nor json; write one of them");
        }

        var fields = table.Table("fields");
        return new LoginCredential
        {
            Path = path,
            TokenFrom = token,
            Scheme = table.OptionalString("scheme") ?? "Bearer",
            IsJson = body == "json",
            Fields = [.. fields.Keys.Select(key => KeyValuePair.Create(key, fields.String(key)))],
        };
    }

    // A line feed in it would end the header.
    private static string Secret(TomlTable table, string key) =>
        table.String(key) is { Length: > 0 } secret && !secret.Any(char.IsControl)
            ? secret
            : throw table.Error(key, $"'{key}' is empty or has control characters; write it on one line");
}
