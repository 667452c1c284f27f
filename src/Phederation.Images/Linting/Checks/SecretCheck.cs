using System.Text.RegularExpressions;
using Phederation.Images.Dockerfiles.Instructions;
using Phederation.Images.Linting.Rules;

namespace Phederation.Images.Linting.Checks;

/// <summary>Looks for secrets in variables, in what is copied, and in the files of the image's folder <c>rootfs</c>.</summary>
internal sealed partial class SecretCheck : ILintCheck
{
    public IEnumerable<LintFinding> Run(LintSubject subject) =>
        subject
            .Dockerfile.Instructions.SelectMany(Judge)
            .Concat(RootFiles.Of(subject).SelectMany(file => RootFiles.Judge(file.Path, file.Name)));

    private static IEnumerable<LintFinding> Judge(DockerfileInstruction instruction) =>
        instruction switch
        {
            ArgInstruction arg => arg.Variables.SelectMany(variable => Judge(arg, variable)),
            EnvInstruction env => env.Variables.SelectMany(variable => Judge(env, variable)),
            TransferInstruction transfer => transfer
                .Sources.Where(source => CredentialNames.Match(source.Raw.Trim('"', '\'')))
                .Select(source =>
                    Finding.At(
                        MustRules.CredentialFile,
                        transfer,
                        source,
                        $"'{source}' looks like a file with credentials; hand it over below /run/secrets"
                    )
                ),
            OnbuildInstruction onbuild => Judge(onbuild.Trigger),
            _ => [],
        };

    private static IEnumerable<LintFinding> Judge(DockerfileInstruction instruction, DockerfileVariable variable)
    {
        var value = variable.Value?.Raw.Trim('"', '\'') ?? "";

        // A path or a switch is no secret: PASSWORD_FILE=/run/secrets/password, TOKEN_AUTH=true.
        var isHarmless =
            value.StartsWith('/') || value is "true" or "false" or "none" || (value.Length == 0 && instruction is EnvInstruction);
        if (
            (SecretName().IsMatch(variable.Name.Raw) && !PlaceName().IsMatch(variable.Name.Raw) && !isHarmless)
            || SecretValue().IsMatch(value)
        )
        {
            yield return Finding.At(
                MustRules.SecretVariable,
                instruction,
                variable.Name,
                $"'{variable.Name}' stays readable in the image; hand it over as a file below /run/secrets"
            );
        }
    }

    [GeneratedRegex(
        "PASSW(OR)?D|PASSPHRASE|SECRET|TOKEN|CREDENTIAL|API_?KEY|ACCESS_?KEY|PRIVATE_?KEY",
        RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase,
        1000
    )]
    private static partial Regex SecretName();

    [GeneratedRegex(
        "_(FILE|PATH|DIR|FOLDER|NAME|URL|URI|TTL|LIFETIME|LENGTH)$",
        RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase,
        1000
    )]
    private static partial Regex PlaceName();

    // Key ids and tokens of well-known services, keys in PEM, and addresses with a password.
    [GeneratedRegex(
        "AKIA[0-9A-Z]{16}|gh[pousr]_[0-9A-Za-z]{36}|glpat-[0-9A-Za-z_-]{20}|xox[abp]-|-----BEGIN|://[^/:@ ]+:[^/@ ]+@",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex SecretValue();
}
