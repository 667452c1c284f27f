using System.Text.RegularExpressions;
using Phederation.Images.Auditing.Reading;
using Phederation.Images.Auditing.Secrets;

namespace Phederation.Images.Auditing.Checks;

/// <summary>Credentials in what everybody reads who has the image's name: the configuration and the history of its steps.</summary>
internal sealed partial class ConfigSecretsCheck : IImageCheck
{
    public IEnumerable<AuditFinding> Run(AuditedImage image, AuditPolicy policy) =>
        Texts(image).SelectMany(text => Of(text.Place, text.Text)).DistinctBy(finding => (finding.Place, finding.Message));

    private static IEnumerable<AuditFinding> Of(string place, string text)
    {
        foreach (var match in ContentScanner.ScanText(text))
        {
            yield return At(place, $"holds {match.What}");
        }

        // Here a weak value is one too: nobody writes code into an environment variable.
        foreach (Match match in Assignment().Matches(text))
        {
            var value = match.Groups["value"].Value;
            if (!IsPlain(value) && !Pointer().IsMatch(match.Groups["name"].Value))
            {
                yield return At(place, $"gives a value to '{AuditText.Plain(match.Groups["name"].Value)}'");
            }
        }
    }

    private static AuditFinding At(string place, string message) =>
        AuditChecks.ConfigSecret.At(
            place,
            message,
            "renew the credential, and hand it over at run time as a file below /run/secrets, never by ENV, ARG, LABEL or an argument"
        );

    private static IEnumerable<(string Place, string Text)> Texts(AuditedImage image)
    {
        var runtime = image.Runtime;
        foreach (var variable in runtime.Env ?? [])
        {
            yield return ($"@config/env/{variable.Split('=')[0]}", variable);
        }

        foreach (var (name, value) in runtime.Labels ?? new Dictionary<string, string>())
        {
            yield return ($"@config/label/{name}", $"{name}={value}");
        }

        yield return ("@config/entrypoint", string.Join(' ', runtime.Entrypoint ?? []));
        yield return ("@config/cmd", string.Join(' ', runtime.Cmd ?? []));
        yield return ("@config/healthcheck", string.Join(' ', runtime.Healthcheck?.Test ?? []));
        yield return ("@config/author", image.Config.Author ?? "");
        foreach (var (index, step) in (image.Config.History ?? []).Index())
        {
            yield return ($"@history/{index}", $"{step?.CreatedBy}\n{step?.Comment}");
        }
    }

    private static bool IsPlain(string value) =>
        value.Length < 4 || Placeholder.Is(value) || value.All(char.IsAsciiDigit) || value is "disable" or "enable" or "scram-sha-256";

    [GeneratedRegex(
        """(?<name>[A-Za-z0-9_.-]*(passw(or)?d|passphrase|secret|token|api_?key|access_?key|private_?key|credential)[A-Za-z0-9_]*)["']?=["']?(?<value>[^\s"',;|&]+)""",
        RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase,
        1000
    )]
    private static partial Regex Assignment();

    /// <summary>Names that say where a credential is, how long, or of which kind.</summary>
    [GeneratedRegex(
        "(file|path|dir|url|uri|length|policy|encryption|type|name|method|ttl|expiry|no_?password)$",
        RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase,
        1000
    )]
    private static partial Regex Pointer();
}
