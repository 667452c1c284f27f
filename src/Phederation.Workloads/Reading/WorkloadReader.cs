using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Phederation.Text;
using Phederation.Workloads.Transcripts;

namespace Phederation.Workloads.Reading;

/// <summary>Reads <c>workload.toml</c>, schema 1. What it doesn't know it refuses, with the place and what it would take.</summary>
internal static class WorkloadReader
{
    private const int MostSteps = 500;
    private const int MostRules = 100;
    private const int MostPeers = 10;
    private const int MostCertificates = 10;
    internal static readonly Regex IdPattern = new("^[a-z0-9][a-z0-9-]{0,63}$", RegexOptions.NonBacktracking);

    public static Workload Read(ReadOnlySpan<byte> text, string file)
    {
        var root = Toml.ParseUtf8(text, file, null);
        root.RejectUnknown("schema", "service", "accounts", "peer", "certificate", "normalise", "step");
        if (root.Integer("schema") != 1)
        {
            throw root.Error("schema", $"schema {root.Integer("schema")} is unknown; this version reads schema 1");
        }

        var service = ReadService(root.Table("service"));
        var accounts = ReadAccounts(root.OptionalTable("accounts"));
        var peers = ReadPeers(root);
        var steps = new StepReader(service, accounts, peers).ReadAll(Bounded(root, "step", MostSteps));
        return new Workload
        {
            File = file,
            Sha256 = Convert.ToHexStringLower(SHA256.HashData(text)),
            Service = service,
            Accounts = accounts,
            Peers = peers,
            Certificates = [.. Bounded(root, "certificate", MostCertificates).Select(ReadCertificate)],
            Rules = [.. Bounded(root, "normalise", MostRules).Select(ReadRule)],
            Steps = steps.Count > 0 ? steps : throw root.Error("step", "a workload needs at least one [[step]]"),
        };
    }

    private static IReadOnlyList<TomlTable> Bounded(TomlTable root, string key, int most)
    {
        var tables = root.OptionalTables(key);
        return tables.Count <= most ? tables : throw root.Error(key, $"{tables.Count} [[{key}]] tables; at most {most} are read");
    }

    private static ServiceSpec ReadService(TomlTable table)
    {
        table.RejectUnknown(
            "kind",
            "name",
            "port",
            "health",
            "health-seconds",
            "ready-seconds",
            "step-seconds",
            "total-seconds",
            "reload-signal",
            "environment",
            "supplied",
            "command"
        );
        var kind = table.OptionalString("kind") ?? "service";
        if (kind is not ("service" or "job"))
        {
            throw table.Error("kind", $"unknown kind '{kind}'; known are service, job");
        }

        return new ServiceSpec
        {
            IsJob = kind == "job",
            Name = ReadName(table),
            Port = table.ContainsKey("port") ? TomlBounds.Count(table, "port", 0, 1, 65535) : null,
            HasHealthCheck = table.OptionalBoolean("health") ?? true,
            HealthInterval = TomlBounds.Seconds(table, "health-seconds", 1, 1, 60),
            ReadyLimit = TomlBounds.Seconds(table, "ready-seconds", 60, 1, 600),
            StepLimit = TomlBounds.Seconds(table, "step-seconds", 30, 1, 600),
            TotalLimit = TomlBounds.Seconds(table, "total-seconds", 300, 1, 3600),
            ReloadSignal = TomlBounds.Signal(table, "reload-signal", table.OptionalString("reload-signal") ?? "SIGHUP"),
            Environment = TomlBounds.Map(table, "environment"),
            Supplied = TomlBounds.Map(table, "supplied"),
            Command = table.OptionalStrings("command"),
        };
    }

    private static IReadOnlyDictionary<string, AccountSpec> ReadAccounts(TomlTable? accounts)
    {
        var read = new Dictionary<string, AccountSpec>();
        foreach (var name in accounts?.Keys ?? [])
        {
            var table = accounts!.Table(name);
            table.RejectUnknown("user", "database", "password-secret", "wrong-password", "tls");
            var secret = table.OptionalString("password-secret");
            if (secret is null == (table.OptionalBoolean("wrong-password") != true))
            {
                throw table.Error("password-secret", "an account has either password-secret = \"NAME\" or wrong-password = true");
            }

            read.Add(
                name,
                new AccountSpec
                {
                    Name = name,
                    User = table.String("user"),
                    Database = table.String("database"),
                    PasswordSecret = secret,
                    RequireTls = table.OptionalBoolean("tls") ?? false,
                }
            );
        }

        return read;
    }

    private static List<PeerSpec> ReadPeers(TomlTable root)
    {
        var peers = new List<PeerSpec>();
        foreach (var table in Bounded(root, "peer", MostPeers))
        {
            table.RejectUnknown("image", "name", "ready-seconds", "environment", "command", "health");
            var image = table.String("image");
            var name = table.OptionalString("name") ?? image;
            if (!IdPattern.IsMatch(name))
            {
                throw table.Error("name", $"'{name}' is no name in a network: lower-case letters, digits and dashes, at most 64");
            }

            if (peers.Any(peer => peer.Name == name))
            {
                throw table.Error("name", $"there are two peers '{name}'");
            }

            peers.Add(
                new PeerSpec
                {
                    Image = image,
                    Name = name,
                    ReadyLimit = TomlBounds.Seconds(table, "ready-seconds", 120, 1, 600),
                    Environment = TomlBounds.Map(table, "environment"),
                    Command = table.OptionalStrings("command"),
                    HasHealthCheck = table.OptionalBoolean("health") ?? true,
                    Location = table.Location,
                }
            );
        }

        return peers;
    }

    private static string? ReadName(TomlTable table) =>
        table.OptionalString("name") is not { } name || IdPattern.IsMatch(name)
            ? table.OptionalString("name")
            : throw table.Error("name", $"'{name}' is no name in a network: lower-case letters, digits and dashes, at most 64");

    private static CertificateSpec ReadCertificate(TomlTable table)
    {
        table.RejectUnknown("authority", "certificate", "key", "hosts");
        var hosts = table.Strings("hosts");
        return new CertificateSpec
        {
            Authority = table.String("authority"),
            Certificate = table.String("certificate"),
            Key = table.String("key"),
            Hosts = hosts.Count is > 0 and <= 10 ? hosts : throw table.Error("hosts", "a certificate is for one to ten names"),
            Location = table.Location,
        };
    }

    private static NormaliserRule ReadRule(TomlTable table)
    {
        table.RejectUnknown("pattern", "replace");
        return new(TomlBounds.Pattern(table, "pattern", table.String("pattern")), table.String("replace"));
    }
}
