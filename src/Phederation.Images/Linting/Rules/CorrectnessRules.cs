using static Phederation.Images.Linting.LintSeverity;

namespace Phederation.Images.Linting.Rules;

/// <summary>What makes the image another one than its Dockerfile seems to say.</summary>
internal static class CorrectnessRules
{
    public static readonly LintRule RelativeWorkdir = new(
        "PHD201",
        "RelativeWorkdir",
        Warning,
        "WORKDIR is relative",
        "Where it leads depends on the base image, which may change.",
        "Write an absolute path."
    );

    public static readonly LintRule InvalidPort = new(
        "PHD202",
        "InvalidPort",
        Error,
        "EXPOSE names no port",
        "The build fails, or the port that was meant is not there.",
        "Write a number from 1 to 65535, with /udp where it is not TCP."
    );

    public static readonly LintRule Duplicate = new(
        "PHD203",
        "DuplicateInstruction",
        Error,
        "HEALTHCHECK, CMD or ENTRYPOINT is here a second time",
        "Only the last one counts; the one before does nothing.",
        "Remove the one that was not meant."
    );

    public static readonly LintRule ShellForm = new(
        "PHD204",
        "ShellForm",
        Warning,
        "CMD or ENTRYPOINT is in shell form",
        "A shell stands between the engine and the service: the stop signal does not arrive, and the image needs a shell.",
        "Write the command as a JSON array."
    );

    public static readonly LintRule UnknownStage = new(
        "PHD205",
        "UnknownStage",
        Error,
        "COPY --from names no earlier stage",
        "The engine takes it for an image of that name and downloads it, or fails.",
        "Name an earlier stage, or an image with its digest."
    );

    public static readonly LintRule SameLineVariable = new(
        "PHD206",
        "SameLineVariable",
        Error,
        "ENV uses a variable that the same ENV sets",
        "The value is that of before the instruction, mostly empty.",
        "Set it in an ENV of its own before."
    );

    public static readonly LintRule Maintainer = new(
        "PHD207",
        "Maintainer",
        Warning,
        "MAINTAINER is used",
        "It is deprecated and shows in no label.",
        "Write LABEL org.opencontainers.image.authors=…."
    );

    public static readonly LintRule OnbuildOfFrom = new(
        "PHD208",
        "OnbuildOfFrom",
        Error,
        "ONBUILD puts off FROM or MAINTAINER",
        "The engine refuses it, at the earliest in the build of the image above.",
        "Remove it."
    );

    public static readonly LintRule Contradiction = new(
        "PHD209",
        "Contradiction",
        Error,
        "the Dockerfile contradicts its image.toml",
        "The launcher runs the container by image.toml: a user, signal or port that differs fails at the site.",
        "Bring the two together."
    );

    public static readonly LintRule ForeignSyntax = new(
        "PHD210",
        "ForeignSyntax",
        Error,
        "the Dockerfile asks for a frontend image",
        "The engine downloads and runs that image before it builds: a site without internet can't, and nobody reviewed it.",
        "Remove the directive '# syntax=', and what only that frontend knows."
    );

    public static IReadOnlyList<LintRule> All { get; } =
    [
        RelativeWorkdir,
        InvalidPort,
        Duplicate,
        ShellForm,
        UnknownStage,
        SameLineVariable,
        Maintainer,
        OnbuildOfFrom,
        Contradiction,
        ForeignSyntax,
    ];
}
