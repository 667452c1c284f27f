using Phederation.Images.Dockerfiles;
using Phederation.Images.Dockerfiles.Instructions;
using Phederation.Images.Linting.Rules;

namespace Phederation.Images.Linting.Checks;

/// <summary>Judges COPY and ADD.</summary>
internal sealed class TransferCheck : ILintCheck
{
    private static readonly string[] Archives = [".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tbz2", ".tar.xz", ".txz", ".tar.zst"];

    public IEnumerable<LintFinding> Run(LintSubject subject) =>
        subject.Dockerfile.Stages.SelectMany(stage =>
            stage.Instructions.OfType<TransferInstruction>().SelectMany(transfer => Judge(subject, stage, transfer))
        );

    private static IEnumerable<LintFinding> Judge(LintSubject subject, DockerfileStage stage, TransferInstruction transfer)
    {
        var ignored = transfer is CopyInstruction { From: not null } ? null : ContextIgnore.Of(subject);
        foreach (var source in transfer.Sources)
        {
            var path = source.Raw.Trim('"', '\'');
            if (transfer is AddInstruction add)
            {
                if (IsUrl(path) && add.Checksum is null)
                {
                    yield return Finding.At(
                        MustRules.DownloadUnverified,
                        transfer,
                        source,
                        $"'{path}' is taken as it comes; add --checksum=sha256:…"
                    );
                }
                else if (
                    !IsRemote(path)
                    && !source.HasVariables
                    && !Archives.Any(end => path.EndsWith(end, StringComparison.OrdinalIgnoreCase))
                )
                {
                    yield return Finding.At(MustRules.AddLocal, transfer, source, $"'{path}' is no archive to unpack; write COPY");
                }
            }

            if (ignored is null && path is ("/" or "/." or "/*"))
            {
                yield return Finding.At(
                    MustRules.WholeFileSystem,
                    transfer,
                    source,
                    "everything of another image is copied; name the folders that are needed"
                );
            }
            else if (ignored is { Count: > 0 } && path is ("." or "./" or "*" or "./*" or "/" or "/." or "/*"))
            {
                yield return Finding.At(
                    MustRules.WholeContext,
                    transfer,
                    source,
                    $"'{path}' is the whole folder, and {ContextIgnore.Missing(ignored)}; copy what is needed by name"
                );
            }
        }

        if (transfer.Mode is { HasVariables: false } mode)
        {
            foreach (var (rule, what) in FileModes.Problems(mode.Raw))
            {
                yield return Finding.At(rule, transfer, mode, $"the mode {mode} {what}");
            }
        }

        if (
            transfer is CopyInstruction { From: { HasVariables: false } from } copy
            && StageProblem(subject, stage, from.Raw) is { } problem
        )
        {
            yield return Finding.At(CorrectnessRules.UnknownStage, copy, from, problem);
        }
    }

    private static string? StageProblem(LintSubject subject, DockerfileStage stage, string from)
    {
        var earlier = subject.Dockerfile.Stages.Take(stage.Index);
        var names = string.Join(", ", earlier.Select(known => known.Name ?? $"{known.Index}"));
        var known = names.Length == 0 ? "there is none before this one" : $"the stages before this one are {names}";
        return stage.IsNamed(from) || from == $"{stage.Index}" ? $"'{from}' is this stage itself; name an earlier one: {known}"
            : FromCheck.IsImage(from) || earlier.Any(other => other.IsNamed(from) || from == $"{other.Index}") ? null
            : subject.Dockerfile.Stages.Any(later => later.IsNamed(from)) ? $"the stage '{from}' comes later; put it before this one"
            : $"there is no stage '{from}'; {known}";
    }

    private static bool IsUrl(string path) =>
        path.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || path.StartsWith("https://", StringComparison.OrdinalIgnoreCase);

    private static bool IsRemote(string path) =>
        IsUrl(path) || path.StartsWith("git@", StringComparison.Ordinal) || path.StartsWith("git://", StringComparison.Ordinal);
}
