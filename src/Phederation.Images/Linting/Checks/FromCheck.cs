using System.Text.RegularExpressions;
using Phederation.Images.Dockerfiles;
using Phederation.Images.Dockerfiles.Instructions;
using Phederation.Images.Dockerfiles.Resolving;
using Phederation.Images.Linting.Rules;

namespace Phederation.Images.Linting.Checks;

/// <summary>Judges what stages stand on, and the images that COPY takes from.</summary>
internal sealed partial class FromCheck(DateOnly today) : ILintCheck
{
    public IEnumerable<LintFinding> Run(LintSubject subject) =>
        subject
            .Dockerfile.Stages.Where(stage => subject.ParentOf(stage) is null)
            .SelectMany(stage => JudgeFrom(subject, stage))
            .Concat(subject.Dockerfile.Stages.SelectMany(stage => JudgeCopies(subject, stage)));

    private IEnumerable<LintFinding> JudgeFrom(LintSubject subject, DockerfileStage stage)
    {
        // The form of the catalogue: the build hands in the ID of the image that image.toml names, which no tag can move.
        if (IsCatalogueBase(subject, stage.From.Image))
        {
            return subject.Definition?.Base is null
                ?
                [
                    Finding.At(
                        MustRules.NoTag,
                        stage.From,
                        stage.From.Image,
                        $"'{stage.From.Image}' has no value of its own, so that whoever builds decides what is below; give the ARG a default with a digest"
                    ),
                ]
                : [];
        }

        string image;
        try
        {
            image = subject.Dockerfile.ImageOf(stage, new Dictionary<string, string>());
        }
        catch (DockerfileException exception)
        {
            return
            [
                new LintFinding(
                    MustRules.NoTag,
                    exception.Location,
                    $"'{stage.From.Image}' has no value; give the ARG before FROM a default with a digest",
                    stage.From.ToString()
                ),
            ];
        }

        return image == "scratch" || subject.Dockerfile.Stages.Take(stage.Index).Any(earlier => earlier.IsNamed(image))
            ? []
            : Judge(subject, stage.From, stage.From.Image, image);
    }

    private IEnumerable<LintFinding> JudgeCopies(LintSubject subject, DockerfileStage stage) =>
        stage
            .Instructions.OfType<CopyInstruction>()
            .Where(copy => copy.From is { HasVariables: false } from && IsImage(from.Raw))
            .SelectMany(copy => Judge(subject, copy, copy.From!, copy.From!.Raw));

    /// <summary>Whether a <c>--from</c> means an image: a stage's name has no such character.</summary>
    internal static bool IsImage(string reference) => reference.AsSpan().ContainsAny('/', ':', '@');

    private static bool IsCatalogueBase(LintSubject subject, DockerfileText image) =>
        image.Raw is "${BASE}" or "$BASE"
        && subject
            .Dockerfile.GlobalArguments.SelectMany(argument => argument.Variables)
            .Any(variable => variable is { Name.Raw: "BASE", Value: null });

    private IEnumerable<LintFinding> Judge(LintSubject subject, DockerfileInstruction instruction, DockerfileText text, string image)
    {
        var at = image.IndexOf('@', StringComparison.Ordinal);
        var named = at < 0 ? image : image[..at];
        var colon = named.LastIndexOf(':');
        var tag = colon > named.LastIndexOf('/') ? named[(colon + 1)..] : null;
        var repository = tag is null ? named : named[..colon];
        var isId = DigestText().IsMatch(image);
        if (tag == "latest")
        {
            yield return Finding.At(MustRules.LatestTag, instruction, text, $"'{image}' moves; name a version and its digest");
        }
        else if (at < 0 && !isId)
        {
            yield return tag is null
                ? Finding.At(MustRules.NoTag, instruction, text, $"'{image}' has neither tag nor digest; name a version and its digest")
                : Finding.At(
                    MustRules.NoDigest,
                    instruction,
                    text,
                    $"'{image}' has no digest; add the one that was reviewed: {image}@sha256:…"
                );
        }
        else if (at >= 0 && !DigestText().IsMatch(image[(at + 1)..]))
        {
            yield return Finding.At(
                MustRules.NoDigest,
                instruction,
                text,
                $"'{image[(at + 1)..]}' is no digest; write sha256: and 64 hexadecimal digits"
            );
        }

        if (EndOfLife.Of(repository, tag) is { } end && end < today)
        {
            yield return Finding.At(
                MustRules.EndOfLife,
                instruction,
                text,
                $"'{named}' gets no updates since {end:yyyy-MM-dd}; move to a release that is supported"
            );
        }

        if (Refusal(subject, repository) is { } refusal)
        {
            yield return Finding.At(MustRules.ForeignBase, instruction, text, $"'{image}' {refusal}");
        }
    }

    private static string? Refusal(LintSubject subject, string repository) =>
        subject.Settings.Registries is { } registries
            ? registries.Any(allowed =>
                repository == allowed || repository.StartsWith(allowed.TrimEnd('/') + "/", StringComparison.Ordinal)
            )
                ? null
                : $"is of none of the registries in lint.toml ({string.Join(", ", registries)}); take one of them, or add its registry"
            : subject.Definition is { Base: { } name }
                ? $"is not the base of image.toml; write ARG BASE and FROM ${{BASE}}, which stands for '{name}'"
                : subject.Definition is not null
                    ? "is below an image that has no base; name the base in image.toml"
                    : null;

    [GeneratedRegex("^sha256:[0-9a-f]{64}$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex DigestText();
}
