using System.CommandLine;
using System.Globalization;
using Phederation.Postgres;

namespace Phederation.OmopJobs.Connecting;

/// <summary>The options by which a database is named; each can be given by an environment variable too. There is none for a password.</summary>
internal sealed class DatabaseOptions
{
    private readonly Option<string> _host;
    private readonly Option<int> _port;
    private readonly Option<string> _database;
    private readonly Option<string> _user;
    private readonly Option<string> _password;
    private readonly Option<string> _tls;
    private readonly Option<string> _certificate;
    private readonly Option<string> _secrets;

    /// <summary>The options of one database.</summary>
    /// <param name="prefix">"" or the beginning of the options' names, such as "qa-".</param>
    /// <param name="host">The host unless another is given.</param>
    /// <param name="user">The account unless another is given.</param>
    /// <param name="secrets">The folder of the secret files, which is the same for all databases.</param>
    public DatabaseOptions(string prefix, string host, string user, Option<string> secrets)
    {
        var variable = $"PHEDERATION_{prefix.ToUpperInvariant().Replace('-', '_')}DATABASE_";
        _secrets = secrets;
        _host = Text($"--{prefix}host", $"{variable}HOST", host, "The database server's name or address");
        _port = new Option<int>($"--{prefix}port")
        {
            Description = $"Its port ({variable}PORT)",
            DefaultValueFactory = result =>
            {
                var text = Environment.GetEnvironmentVariable($"{variable}PORT") ?? "5432";
                if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port))
                {
                    return port;
                }

                result.AddError($"{variable}PORT is '{text}', which is no port.");
                return 0;
            },
        };
        _port.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 1 or > 65535)
            {
                result.AddError($"--{prefix}port must be between 1 and 65535.");
            }
        });
        _database = Text($"--{prefix}database", $"{variable}NAME", "OHDSI", "The database");
        _user = Text($"--{prefix}user", $"{variable}USER", user, "The account");
        _password = Text(
            $"--{prefix}password-secret",
            $"{variable}PASSWORD_SECRET",
            $"{user}_password",
            "The name of the secret file that holds the account's password"
        );
        _tls = Text($"--{prefix}tls", $"{variable}TLS", "verify-full", "verify-full, require (encrypted, server not checked) or disable");
        _tls.AcceptOnlyFromAmong("verify-full", "require", "disable");
        _certificate = Text(
            $"--{prefix}tls-certificate",
            $"{variable}TLS_CERTIFICATE",
            "postgres_certificate",
            "The name of the secret file that the server's certificate is checked against, PEM"
        );
    }

    /// <summary>All of them.</summary>
    public IEnumerable<Option> All => [_host, _port, _database, _user, _password, _tls, _certificate];

    /// <summary>The option that names the folder of the secret files.</summary>
    public static Option<string> Secrets() =>
        new("--secrets") { Description = "The folder of the secret files", DefaultValueFactory = _ => "/run/secrets" };

    /// <summary>What was given.</summary>
    public DatabaseSettings Read(ParseResult parsed)
    {
        var secrets = parsed.GetRequiredValue(_secrets);
        return new DatabaseSettings
        {
            Host = parsed.GetRequiredValue(_host),
            Port = parsed.GetRequiredValue(_port),
            Database = parsed.GetRequiredValue(_database),
            User = parsed.GetRequiredValue(_user),
            PasswordFile = SecretPath(secrets, parsed.GetRequiredValue(_password)),
            CertificateFile = SecretPath(secrets, parsed.GetRequiredValue(_certificate)),
            Tls = parsed.GetRequiredValue(_tls) switch
            {
                "verify-full" => TlsMode.VerifyFull,
                "require" => TlsMode.Require,
                _ => TlsMode.Disable,
            },
        };
    }

    private static Option<string> Text(string name, string variable, string otherwise, string description) =>
        new(name)
        {
            Description = $"{description} ({variable})",
            DefaultValueFactory = _ => Environment.GetEnvironmentVariable(variable) is { Length: > 0 } given ? given : otherwise,
        };

    private static string SecretPath(string folder, string name) =>
        name.Length > 0 && name == Path.GetFileName(name) && name is not ("." or "..")
            ? Path.Combine(folder, name)
            : throw new JobException(ExitCode.Usage, $"'{name}' is no name of a secret.", $"Name a file of {folder}, without a folder.");
}
