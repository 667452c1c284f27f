using Phederation.Images.Linting.Rules;
using Phederation.Images.Linting.Shell;

namespace Phederation.Images.Linting.Checks;

/// <summary>Judges what RUN takes from the network.</summary>
internal sealed class DownloadCheck : ILintCheck
{
    private static readonly string[] Interpreters =
    [
        "sh",
        "bash",
        "dash",
        "ash",
        "zsh",
        "ksh",
        "python",
        "python3",
        "perl",
        "ruby",
        "node",
        "php",
    ];

    private static readonly string[] Verifiers =
    [
        "sha256sum",
        "sha384sum",
        "sha512sum",
        "shasum",
        "b2sum",
        "gpgv",
        "cosign",
        "minisign",
        "signify",
    ];

    private static readonly string[] UnauthenticatedOptions =
    [
        "--allow-unauthenticated",
        "--force-yes",
        "--allow-insecure-repositories",
        "--no-check-certificate",
        "--insecure",
        "--no-gpg-checks",
        "--nogpgcheck",
        "--allow-untrusted",
        "--trusted-host",
    ];

    public IEnumerable<LintFinding> Run(LintSubject subject) =>
        subject.Dockerfile.Stages.SelectMany(RunScript.Of).SelectMany(script => Downloads(script).Concat(Unauthenticated(script)));

    private static IEnumerable<LintFinding> Downloads(RunScript script)
    {
        var run = script.Script.Pipelines.SelectMany(pipeline => RunAtOnce(script.Script, pipeline)).ToHashSet();
        var isVerified = script.Script.Commands.Any(IsVerification);
        foreach (var command in script.Script.Commands.Where(IsDownload))
        {
            if (run.Contains(command))
            {
                yield return script.Finding(
                    MustRules.DownloadToShell,
                    command.Program.Offset,
                    $"what {command.Name} gets is run at once; download it to a file and compare its SHA-256 first"
                );
            }
            else if (!isVerified)
            {
                yield return script.Finding(
                    MustRules.DownloadUnverified,
                    command.Program.Offset,
                    $"nothing verifies what {command.Name} gets; compare it with sha256sum --check in the same RUN"
                );
            }
        }
    }

    // curl … | sh, and sh -c "$(curl …)", eval "$(curl …)", bash <(curl …): there the download stands inside the interpreter's command.
    private static IEnumerable<ShellCommand> RunAtOnce(ShellScript script, ShellPipeline pipeline)
    {
        for (var index = 0; index < pipeline.Commands.Count; index++)
        {
            var command = pipeline.Commands[index];
            if (!command.Is(Interpreters) && command.Words[0].Value != "eval" && command.Words[0].Value is not ("." or "source"))
            {
                continue;
            }

            if (!command.Operands.Any(operand => !operand.Raw.StartsWith('<')))
            {
                foreach (var before in pipeline.Commands.Take(index).Where(IsDownload))
                {
                    yield return before;
                }
            }

            var (start, end) = (command.Words[0].Offset, command.Words[^1].Offset + command.Words[^1].Raw.Length);
            foreach (
                var inside in script.Commands.Where(other =>
                    other.Depth > command.Depth && other.Program.Offset > start && other.Program.Offset < end && IsDownload(other)
                )
            )
            {
                yield return inside;
            }
        }
    }

    private static bool IsDownload(ShellCommand command) =>
        command.Is("curl", "wget")
        && !command.Has("--version", "--help")
        && !command.Arguments.Any(argument =>
            argument.Value.Contains("://localhost", StringComparison.Ordinal)
            || argument.Value.Contains("://127.0.0.1", StringComparison.Ordinal)
        );

    private static bool IsVerification(ShellCommand command) =>
        command.Is(Verifiers)
            ? !command.Is("sha256sum", "sha384sum", "sha512sum", "shasum", "b2sum") || command.Has("--check") || command.HasShort('c')
        : command.Is("gpg") ? command.Has("--verify")
        : command.Is("openssl") && command.Has("-verify");

    private static IEnumerable<LintFinding> Unauthenticated(RunScript script)
    {
        foreach (var command in script.Script.Commands)
        {
            foreach (var argument in command.Arguments)
            {
                if (
                    UnauthenticatedOptions.Contains(argument.Value.Split('=')[0])
                    || IsShortInsecure(command, argument)
                    || IsInsecureText(argument.Value)
                )
                {
                    yield return script.Finding(
                        MustRules.Unauthenticated,
                        argument.Offset,
                        $"'{argument.Value}' turns a check off; remove it and install the key or certificate that is missing"
                    );
                }
            }
        }
    }

    private static bool IsShortInsecure(ShellCommand command, ShellWord argument) =>
        command.Is("curl")
        && argument.Value is ['-', not '-', ..]
        && argument.Value.Contains('k', StringComparison.Ordinal)
        && argument.Value.Length <= 5;

    private static bool IsInsecureText(string value) =>
        value.Contains("trusted=yes", StringComparison.OrdinalIgnoreCase)
        || value.Contains("AllowInsecureRepositories=true", StringComparison.OrdinalIgnoreCase)
        || value.Contains("AllowUnauthenticated=true", StringComparison.OrdinalIgnoreCase)
        || value.Contains("Verify-Peer=false", StringComparison.OrdinalIgnoreCase);
}
