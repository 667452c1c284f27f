using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Phederation.Images.Tests.Auditing;

/// <summary>Credentials of no use, made anew in each run: none lies in the checkout.</summary>
internal static class PlantedSecrets
{
    private const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    public static string PrivateKey { get; } = MakeKey();

    public static string GitHubToken { get; } = "gh" + "p_" + Random(36);

    public static string Password { get; } = "aB3-" + Random(16) + "7";

    /// <summary>One of each kind, with the check that must find it.</summary>
    public static IReadOnlyDictionary<string, (string Text, string Check)> Kinds { get; } =
        new Dictionary<string, (string, string)>
        {
            ["private key"] = (PrivateKey, "PHA221"),
            ["private key in JSON"] = (
                "{\"private_key\": \"" + PrivateKey.Replace("\n", "\\n", StringComparison.Ordinal) + "\"}",
                "PHA221"
            ),
            ["AWS"] = ("AK" + "IA" + Random(16, 36), "PHA222"),
            ["GitHub"] = (GitHubToken, "PHA222"),
            ["GitHub, fine-grained"] = ("github_" + "pat_" + Random(82), "PHA222"),
            ["GitLab"] = ("glp" + "at-" + Random(20), "PHA222"),
            ["Slack"] = ("xo" + "xb-" + Random(12) + "-" + Random(24), "PHA222"),
            ["npm"] = ("np" + "m_" + Random(36), "PHA222"),
            ["JSON web token"] = (MakeJwt(), "PHA222"),
            ["password"] = ($"db.password={Password}", "PHA223"),
            ["password in quotes"] = ($"\"password\": \"{Password}\"", "PHA223"),
            ["password of ADO.NET"] = ($"Server=db;User Id=app;Password={Password};", "PHA223"),
            ["connection string"] = ($"postgresql://app:{Password}@db:5432/ohdsi", "PHA224"),
        };

    private static string Random(int length, int letters = 62) =>
        string.Concat(
            Enumerable
                .Range(0, length)
                .Select(_ => (letters == 36 ? "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789" : Letters)[RandomNumberGenerator.GetInt32(letters)])
        );

    private static string MakeKey()
    {
        using var key = RSA.Create(2048);
        return key.ExportPkcs8PrivateKeyPem() + "\n";
    }

    private static string MakeJwt() =>
        string.Join('.', Part("""{"alg":"HS256","typ":"JWT"}"""), Part($$"""{"sub":"{{Guid.NewGuid()}}"}"""), Random(43));

    private static string Part(string json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json));
}
