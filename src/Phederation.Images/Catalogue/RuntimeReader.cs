using System.Globalization;
using System.Text.RegularExpressions;
using Phederation.Containers.Hardening;
using Phederation.Text;

namespace Phederation.Images.Catalogue;

/// <summary>Reads the table <c>[runtime]</c>: how an image's container must run.</summary>
internal static partial class RuntimeReader
{
    /// <summary>Reads the contract.</summary>
    public static RuntimeContract Read(TomlTable table, ImageUser user)
    {
        table.RejectUnknown(
            "memory",
            "cpus",
            "cpu-shares",
            "pids",
            "shm",
            "stop-signal",
            "stop-seconds",
            "restart",
            "tmpfs",
            "volume",
            "secret",
            "port",
            "environment",
            "setting",
            "ulimit",
            "after"
        );
        return new RuntimeContract
        {
            User = string.Create(CultureInfo.InvariantCulture, $"{user.UserId}:{user.GroupId}"),
            MemoryBytes = Size(table, "memory"),
            Cpus = Number(table, "cpus"),
            CpuShares = (int)table.Integer("cpu-shares", 1, 262144),
            PidsLimit = (int)table.Integer("pids", 1, 100_000),
            ShmBytes = Size(table, "shm"),
            StopSignal = Signal(table, "stop-signal"),
            After = table.OptionalStrings("after"),
            StopSeconds = (int)table.Integer("stop-seconds", 1, 3600),
            RestartPolicy = OneOf(table, "restart", "no", "on-failure", "unless-stopped", "always"),
            Tmpfs = [.. table.OptionalTables("tmpfs").Select(ReadTmpfs)],
            Volumes = [.. table.OptionalTables("volume").Select(ReadVolume)],
            Secrets = [.. table.OptionalTables("secret").Select(ReadSecret)],
            Ports = [.. table.OptionalTables("port").Select(ReadPort)],
            Environment = ReadEnvironment(table.OptionalTable("environment")),
            Settings = [.. table.OptionalTables("setting").Select(ReadSetting)],
            Ulimits = [.. table.OptionalTables("ulimit").Select(ReadUlimit)],
        };
    }

    /// <summary>Environment variables, sorted by name.</summary>
    public static IReadOnlyDictionary<string, string> ReadEnvironment(TomlTable? table) =>
        new SortedDictionary<string, string>(
            (table?.Keys ?? []).ToDictionary(name => name, name => table!.String(name)),
            StringComparer.Ordinal
        );

    /// <summary>A size such as <c>"256 MiB"</c>, or <c>"110 MB"</c> for powers of ten; bytes.</summary>
    public static long Size(TomlTable table, string key)
    {
        var match = SizeText().Match(table.String(key));
        if (!match.Success)
        {
            throw table.Error(key, "a size such as \"256 MiB\" or \"110 MB\"");
        }

        var number = long.Parse(match.Groups["number"].Value, CultureInfo.InvariantCulture);
        return number
            * match.Groups["unit"].Value switch
            {
                "kB" => 1000L,
                "MB" => 1000_000L,
                "GB" => 1000_000_000L,
                "KiB" => 1L << 10,
                "MiB" => 1L << 20,
                _ => 1L << 30,
            };
    }

    private static double Number(TomlTable table, string key) =>
        table.Double(key) is > 0 and <= 1024 and var number ? number : throw table.Error(key, "a number over 0, at most 1024");

    private static string Signal(TomlTable table, string key) =>
        SignalName().IsMatch(table.String(key)) ? table.String(key) : throw table.Error(key, "a signal's name such as \"SIGTERM\"");

    private static string OneOf(TomlTable table, string key, params string[] values) =>
        values.Contains(table.String(key)) ? table.String(key) : throw table.Error(key, $"one of {string.Join(", ", values)}");

    private static string AbsolutePath(TomlTable table, string key)
    {
        var path = table.String(key);
        return path.Length > 1 && path[0] == '/' && !path[1..].Split('/').Any(segment => segment is "" or "." or "..")
            ? path
            : throw table.Error(key, $"'{path}' must be a plain absolute path, without '.', '..' or a closing '/'");
    }

    private static string Name(TomlTable table, string key) =>
        PlainName().IsMatch(table.String(key))
            ? table.String(key)
            : throw table.Error(key, "a name of lower-case letters, digits, '_' and '-'");

    private static TmpfsMount ReadTmpfs(TomlTable table)
    {
        table.RejectUnknown("path", "options");
        return new TmpfsMount(AbsolutePath(table, "path"), table.String("options"));
    }

    private static SiteSetting ReadSetting(TomlTable table)
    {
        table.RejectUnknown("name", "description", "required");
        var name = table.String("name");
        return VariableName().IsMatch(name)
            ? new SiteSetting(name, table.String("description"), table.OptionalBoolean("required") ?? false)
            : throw table.Error("name", "the name of an environment variable: capital letters, digits and '_'");
    }

    private static VolumeMount ReadVolume(TomlTable table)
    {
        table.RejectUnknown("name", "path", "read-only");
        return new VolumeMount(Name(table, "name"), AbsolutePath(table, "path")) { ReadOnly = table.OptionalBoolean("read-only") ?? false };
    }

    private static SecretFile ReadSecret(TomlTable table)
    {
        table.RejectUnknown("name", "generate", "hosts", "certificate-of", "optional");
        if (table.OptionalString("certificate-of") is not null)
        {
            return table.ContainsKey("generate") || table.ContainsKey("hosts")
                ? throw table.Error("certificate-of", "the certificate of another secret is neither generated nor has hosts of its own")
                : new SecretFile(Name(table, "name"), Generate: false) { CertificateOf = Name(table, "certificate-of") };
        }

        if (table.OptionalBoolean("optional") ?? false)
        {
            return table.ContainsKey("generate") || table.ContainsKey("hosts")
                ? throw table.Error("optional", "what a site may do without is supplied by it, not generated")
                : new SecretFile(Name(table, "name"), Generate: false) { Optional = true };
        }

        if (!table.ContainsKey("generate") || table["generate"] is not TomlString)
        {
            return table.ContainsKey("hosts")
                ? throw table.Error("hosts", "only a secret with generate = \"certificate\" has hosts")
                : new SecretFile(Name(table, "name"), table.Boolean("generate"));
        }

        return table.String("generate") == "certificate"
            ? new SecretFile(Name(table, "name"), Generate: true) { CertificateFor = Hosts(table, "hosts") }
            : throw table.Error("generate", "true, false or \"certificate\"");
    }

    private static IReadOnlyList<string> Hosts(TomlTable table, string key)
    {
        var hosts = table.Strings(key);
        return
            hosts.Count is > 0 and <= 32
            && hosts.All(host => Uri.CheckHostName(host) is not (UriHostNameType.Unknown or UriHostNameType.Basic))
            ? hosts
            : throw table.Error(key, "1 to 32 host names or addresses by which the server is reached");
    }

    private static PublishedPort ReadPort(TomlTable table)
    {
        table.RejectUnknown("host", "container");
        return new PublishedPort((int)table.Integer("host", 1, 65535), (int)table.Integer("container", 1, 65535));
    }

    private static Ulimit ReadUlimit(TomlTable table)
    {
        table.RejectUnknown("name", "soft", "hard");
        return new Ulimit(Name(table, "name"), table.Integer("soft"), table.Integer("hard"));
    }

    [GeneratedRegex("^(?<number>[1-9][0-9]{0,6}) ?(?<unit>kB|MB|GB|KiB|MiB|GiB)$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex SizeText();

    [GeneratedRegex("^SIG[A-Z0-9]{2,10}$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex SignalName();

    [GeneratedRegex("^[a-z][a-z0-9_-]{0,62}$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex PlainName();

    [GeneratedRegex(@"^[A-Z][A-Z0-9_]{0,63}\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex VariableName();
}
