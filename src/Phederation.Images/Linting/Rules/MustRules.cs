using static Phederation.Images.Linting.LintSeverity;

namespace Phederation.Images.Linting.Rules;

/// <summary>What must hold, or the image opens a door.</summary>
internal static class MustRules
{
    public static readonly LintRule RootUser = new(
        "PHD101",
        "RootUser",
        Error,
        "the image runs as root",
        "A process that breaks out of a container of root is root on the machine.",
        "End with USER and a numeric user and group, such as USER 999:999."
    );

    public static readonly LintRule Sudo = new(
        "PHD102",
        "Sudo",
        Error,
        "sudo is used or installed",
        "A build needs no sudo, and in the image it is a way to become root.",
        "Run the step as root before USER, without sudo."
    );

    public static readonly LintRule NoTag = new(
        "PHD103",
        "BaseWithoutTag",
        Error,
        "the base image has neither tag nor digest",
        "What the build stands on is then decided by whoever pushed last.",
        "Name a version and its digest: image:1.2@sha256:…."
    );

    public static readonly LintRule LatestTag = new(
        "PHD104",
        "BaseLatest",
        Error,
        "the base image is 'latest'",
        "The tag moves: the same Dockerfile builds another image tomorrow.",
        "Name a version and its digest: image:1.2@sha256:…."
    );

    public static readonly LintRule NoDigest = new(
        "PHD105",
        "BaseWithoutDigest",
        Error,
        "the base image has no digest",
        "A tag can be pushed over; only a digest names content.",
        "Add the digest that was reviewed: image:1.2@sha256:…."
    );

    public static readonly LintRule ForeignBase = new(
        "PHD106",
        "ForeignBase",
        Error,
        "the base image is none of the allowed ones",
        "Every image stands on a base that was made or reviewed by us.",
        "Stand on the image that image.toml names as base (ARG BASE, FROM ${BASE}), or list the registry in lint.toml under registries."
    );

    public static readonly LintRule AddLocal = new(
        "PHD107",
        "AddLocalFile",
        Error,
        "ADD takes a local file that is no archive",
        "ADD unpacks and downloads by itself, depending on what it is given; COPY only copies.",
        "Write COPY; keep ADD for archives that are to be unpacked."
    );

    public static readonly LintRule NoHealthcheck = new(
        "PHD108",
        "NoHealthcheck",
        Error,
        "the image has no health check",
        "A process that hangs looks like one that works, and nothing restarts it.",
        "Add HEALTHCHECK with a command that asks the service for an answer."
    );

    public static readonly LintRule SecretVariable = new(
        "PHD109",
        "SecretVariable",
        Error,
        "a variable holds a secret",
        "ARG and ENV are readable in the image's history and configuration by everyone who has the image.",
        "Hand the secret over as a file below /run/secrets, or to the build with RUN --mount=type=secret."
    );

    public static readonly LintRule NamedUser = new(
        "PHD110",
        "NamedUser",
        Error,
        "the user is a name, not a number",
        "That a name is not root can't be told without the image's passwd file: runtimes that must refuse root refuse such an image.",
        "Write USER with the numeric user and group."
    );

    public static readonly LintRule WholeContext = new(
        "PHD111",
        "WholeContext",
        Error,
        "the whole build context is copied",
        "Whatever lies in the folder goes into the image: secrets, .git, .env.",
        "Copy what is needed by name, or exclude **/secrets, .git and .env in .dockerignore."
    );

    public static readonly LintRule WholeFileSystem = new(
        "PHD112",
        "WholeFileSystem",
        Error,
        "a whole file system is copied",
        "The image holds everything of another one, its tools and caches too, and no list says what.",
        "Copy the folders that are needed."
    );

    public static readonly LintRule PipeWithoutPipefail = new(
        "PHD113",
        "PipeWithoutPipefail",
        Error,
        "a pipe hides failures",
        "Of a pipe only the last command's failure counts: a build goes on with half a download.",
        "Set SHELL [\"/bin/bash\", \"-o\", \"pipefail\", \"-c\"] before, or use no pipe."
    );

    public static readonly LintRule DownloadToShell = new(
        "PHD114",
        "DownloadToShell",
        Error,
        "a download is run at once",
        "Whoever answers for that address, now or later, runs commands in the build.",
        "Download to a file, compare its SHA-256 with a value of the Dockerfile, then run it."
    );

    public static readonly LintRule DownloadUnverified = new(
        "PHD115",
        "DownloadWithoutChecksum",
        Error,
        "a download is not verified",
        "The same address may serve other content at the next build.",
        "Verify it in the same RUN with sha256sum --check or gpgv; give ADD a --checksum."
    );

    public static readonly LintRule Unauthenticated = new(
        "PHD116",
        "VerificationOff",
        Error,
        "a check of signatures or certificates is turned off",
        "Anyone between the build and the server can change what is installed.",
        "Remove the option and install the key or certificate that is missing."
    );

    public static readonly LintRule SetId = new(
        "PHD117",
        "SetIdFile",
        Error,
        "a file is made setuid or setgid",
        "It runs with another account's rights for whoever starts it.",
        "Give the service the rights it needs, or use a mode below 1000."
    );

    public static readonly LintRule WorldWritable = new(
        "PHD118",
        "WorldWritable",
        Error,
        "a path is made writable for everyone",
        "Any process in the container can change what others run or read.",
        "Give the path to the account that writes it, with mode 750 or 640."
    );

    public static readonly LintRule NoShell = new(
        "PHD119",
        "ShellFormWithoutShell",
        Error,
        "a command needs a shell that the image does not hold",
        "The container fails at its start, or a shell is added that nothing else needs.",
        "Write the command in exec form, a JSON array."
    );

    public static readonly LintRule CredentialFile = new(
        "PHD120",
        "CredentialFile",
        Error,
        "a file with credentials goes into the image",
        "Everyone who has the image has the key; removing it in a later layer does not take it away.",
        "Hand it over as a file below /run/secrets when the container starts."
    );

    public static readonly LintRule EmptyPassword = new(
        "PHD121",
        "KnownPassword",
        Error,
        "an account has no password, or one that stands in the Dockerfile",
        "Whoever reaches a login in the container is in.",
        "Lock the account: usermod --lock, or '!' in place of the password."
    );

    public static readonly LintRule SharedId = new(
        "PHD122",
        "SharedId",
        Error,
        "two accounts or groups have one number",
        "To the kernel they are the same account: what one may, the other may.",
        "Give each its own number."
    );

    public static readonly LintRule EndOfLife = new(
        "PHD123",
        "EndOfLifeBase",
        Error,
        "the base image's release gets no more updates",
        "Holes found from then on stay open.",
        "Move to a release that is supported."
    );

    public static IReadOnlyList<LintRule> All { get; } =
    [
        RootUser,
        Sudo,
        NoTag,
        LatestTag,
        NoDigest,
        ForeignBase,
        AddLocal,
        NoHealthcheck,
        SecretVariable,
        NamedUser,
        WholeContext,
        WholeFileSystem,
        PipeWithoutPipefail,
        DownloadToShell,
        DownloadUnverified,
        Unauthenticated,
        SetId,
        WorldWritable,
        NoShell,
        CredentialFile,
        EmptyPassword,
        SharedId,
        EndOfLife,
    ];
}
