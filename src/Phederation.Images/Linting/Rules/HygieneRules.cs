using static Phederation.Images.Linting.LintSeverity;

namespace Phederation.Images.Linting.Rules;

/// <summary>What makes an image larger, or another one at each build.</summary>
internal static class HygieneRules
{
    public static readonly LintRule UnpinnedPackage = new(
        "PHD301",
        "UnpinnedPackage",
        Warning,
        "a package is installed without a version",
        "Each build installs what the distribution has that day.",
        "Write package=version, take packages from a snapshot, or list them in image.toml."
    );

    public static readonly LintRule Recommends = new(
        "PHD302",
        "Recommends",
        Warning,
        "recommended packages are installed too",
        "The image holds what nobody asked for, and what has to be patched.",
        "Add --no-install-recommends."
    );

    public static readonly LintRule ListsLeft = new(
        "PHD303",
        "ListsLeft",
        Warning,
        "the package lists stay in the image",
        "They are some 20 MB that are out of date at once.",
        "End the same RUN with rm -rf /var/lib/apt/lists/*."
    );

    public static readonly LintRule Apt = new(
        "PHD304",
        "Apt",
        Warning,
        "apt is used in place of apt-get",
        "apt is made for people: its options and output change between releases.",
        "Write apt-get."
    );

    public static readonly LintRule Upgrade = new(
        "PHD305",
        "Upgrade",
        Warning,
        "everything is upgraded",
        "What the image holds then depends on the day, and every upgraded file is there twice.",
        "Stand on a newer base image, or install the one package in a newer version."
    );

    public static readonly LintRule Question = new(
        "PHD306",
        "Question",
        Warning,
        "apt-get may ask a question",
        "There is nobody to answer: the build fails.",
        "Add --yes."
    );

    public static readonly LintRule ChangeFolder = new(
        "PHD307",
        "ChangeFolder",
        Warning,
        "cd is used in place of WORKDIR",
        "It holds for that RUN only, and hides where things happen.",
        "Write WORKDIR before, or use absolute paths."
    );

    public static IReadOnlyList<LintRule> All { get; } = [UnpinnedPackage, Recommends, ListsLeft, Apt, Upgrade, Question, ChangeFolder];
}
