using System.Globalization;
using Phederation.Postgres;

namespace Phederation.Services.Hosting.Settings;

/// <summary>
/// The settings that are no secrets, from the environment. An empty variable counts as one that is not set, which is how compose files
/// leave one out. A malformed one ends the start with the variable's name and what it accepts.
/// </summary>
/// <param name="variables">Names to values.</param>
public sealed class ServiceSettings(IReadOnlyDictionary<string, string> variables)
{
    private const int Longest = 4096;

    /// <summary>The folder of the secret files (PHEDERATION_SECRETS).</summary>
    public string SecretsFolder => Text("PHEDERATION_SECRETS", "/run/secrets");

    /// <summary>The settings that this process was given.</summary>
    public static ServiceSettings FromEnvironment()
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (System.Collections.DictionaryEntry variable in Environment.GetEnvironmentVariables())
        {
            variables[(string)variable.Key] = (string?)variable.Value ?? "";
        }

        return new ServiceSettings(variables);
    }

    /// <summary>A text.</summary>
    /// <param name="name">The variable.</param>
    /// <param name="otherwise">What holds where it is not set.</param>
    /// <exception cref="SetupException">It holds control characters, or is longer than 4096 characters.</exception>
    public string Text(string name, string otherwise) => Given(name) ?? otherwise;

    /// <summary>A text that there is no sensible default for.</summary>
    /// <param name="name">The variable.</param>
    /// <param name="meaning">What it says, for the message.</param>
    /// <exception cref="SetupException">It is not set.</exception>
    public string Required(string name, string meaning) =>
        Given(name)
        ?? throw new SetupException(SetupProblem.Missing, $"{name} is not set: {meaning}.", $"Set {name} in the service's environment.");

    /// <summary>A whole number.</summary>
    /// <param name="name">The variable.</param>
    /// <param name="otherwise">What holds where it is not set.</param>
    /// <param name="least">The smallest that is accepted.</param>
    /// <param name="most">The largest that is accepted.</param>
    /// <exception cref="SetupException">It is no number, or not within the bounds.</exception>
    public int Number(string name, int otherwise, int least, int most)
    {
        if (Given(name) is not { } text)
        {
            return otherwise;
        }

        return
            int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            && number >= least
            && number <= most
            ? number
            : throw Malformed(name, text, $"a whole number from {least} to {most}");
    }

    /// <summary>Yes or no, written true or false.</summary>
    /// <param name="name">The variable.</param>
    /// <param name="otherwise">What holds where it is not set.</param>
    /// <exception cref="SetupException">It is something else.</exception>
    public bool Flag(string name, bool otherwise) =>
        Given(name) switch
        {
            null => otherwise,
            "true" => true,
            "false" => false,
            { } text => throw Malformed(name, text, "true or false"),
        };

    /// <summary>One of some words.</summary>
    /// <param name="name">The variable.</param>
    /// <param name="otherwise">What holds where it is not set.</param>
    /// <param name="words">What is accepted.</param>
    /// <exception cref="SetupException">It is something else.</exception>
    public string OneOf(string name, string otherwise, params string[] words)
    {
        var text = Text(name, otherwise);
        return words.Contains(text, StringComparer.Ordinal) ? text : throw Malformed(name, text, string.Join(" or ", words));
    }

    /// <summary>An absolute address of one of some schemes, without a name and password in it: those would be written to logs.</summary>
    /// <param name="name">The variable.</param>
    /// <param name="otherwise">What holds where it is not set; null where it must be.</param>
    /// <param name="schemes">What it may begin with, such as "https".</param>
    /// <exception cref="SetupException">It is not set, or something else.</exception>
    public Uri Address(string name, string? otherwise, params string[] schemes)
    {
        var text = Given(name) ?? otherwise ?? Required(name, $"an address ({string.Join(" or ", schemes)}) is needed");
        return
            Uri.TryCreate(text, UriKind.Absolute, out var address)
            && schemes.Contains(address.Scheme, StringComparer.Ordinal)
            && address.UserInfo.Length == 0
            && address.Fragment.Length == 0
            ? address
            : throw new SetupException(
                SetupProblem.Malformed,
                $"{name} is no address that is accepted here.",
                $"Give one that begins with {string.Join(" or ", schemes.Select(scheme => scheme + "://"))}, without a name or password in it."
            );
    }

    /// <summary>The path of a secret file, whose name a variable may change.</summary>
    /// <param name="name">The variable.</param>
    /// <param name="otherwise">The file's name where it is not set.</param>
    /// <exception cref="SetupException">It names a folder.</exception>
    public string SecretFile(string name, string otherwise)
    {
        var file = Text(name, otherwise);
        return file == Path.GetFileName(file) && file is not ("." or "..")
            ? Path.Combine(SecretsFolder, file)
            : throw Malformed(name, file, $"the name of a file of {SecretsFolder}, without a folder");
    }

    /// <summary>The path of a secret file that a site supplies or does without, null where it does: an empty file is none.</summary>
    /// <param name="name">The variable that may change the file's name; one that is set makes the file needed.</param>
    /// <param name="otherwise">The file's name where it is not set.</param>
    /// <exception cref="SetupException">The variable names a folder.</exception>
    public string? OptionalSecretFile(string name, string otherwise)
    {
        var file = SecretFile(name, otherwise);
        return Given(name) is not null || new FileInfo(file) is { Exists: true, Length: > 0 } ? file : null;
    }

    /// <summary>Where the database is: the variables that the jobs take too (PHEDERATION_DATABASE_HOST, _PORT, _NAME, _USER, _PASSWORD_SECRET, _TLS, _TLS_CERTIFICATE).</summary>
    /// <param name="user">The account where none is set.</param>
    /// <param name="prefix">What stands between PHEDERATION_ and DATABASE_, such as "ADMIN_".</param>
    /// <exception cref="SetupException">One of them is malformed.</exception>
    public DatabaseSettings Database(string user = "phederation", string prefix = "")
    {
        // What is not said of a second account is as for the first: it is the same server.
        string Name(string end) =>
            Given($"PHEDERATION_{prefix}DATABASE_{end}") is null ? $"PHEDERATION_DATABASE_{end}" : $"PHEDERATION_{prefix}DATABASE_{end}";
        var account = Text($"PHEDERATION_{prefix}DATABASE_USER", user);
        return new DatabaseSettings
        {
            Host = Text(Name("HOST"), "postgres"),
            Port = Number(Name("PORT"), 5432, 1, 65535),
            Database = Text(Name("NAME"), "OHDSI"),
            User = account,
            PasswordFile = SecretFile($"PHEDERATION_{prefix}DATABASE_PASSWORD_SECRET", $"{account}_password"),
            CertificateFile = SecretFile(Name("TLS_CERTIFICATE"), "postgres_certificate"),
            Tls = OneOf(Name("TLS"), "verify-full", "verify-full", "require", "disable") switch
            {
                "verify-full" => TlsMode.VerifyFull,
                "require" => TlsMode.Require,
                _ => TlsMode.Disable,
            },
        };
    }

    private string? Given(string name)
    {
        if (!variables.TryGetValue(name, out var text) || text.Length == 0)
        {
            return null;
        }

        return text.Length <= Longest && !text.Any(char.IsControl)
            ? text
            : throw new SetupException(
                SetupProblem.Malformed,
                $"{name} is longer than {Longest} characters or holds control characters.",
                $"Write {name} on one line."
            );
    }

    private static SetupException Malformed(string name, string text, string accepted) =>
        new(SetupProblem.Malformed, $"{name} is '{text}', which is not accepted.", $"Set it to {accepted}.");
}
