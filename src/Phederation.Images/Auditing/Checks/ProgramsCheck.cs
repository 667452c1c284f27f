using Phederation.Images.Auditing.Reading;

namespace Phederation.Images.Auditing.Checks;

/// <summary>Programs that help whoever broke in: shells, package managers, downloaders, compilers, remote logins.</summary>
internal sealed class ProgramsCheck : IImageCheck
{
    private static readonly string[] Modules = ["pip/__main__.py", "ensurepip/__main__.py", "npm/bin/npm-cli.js"];

    public IEnumerable<AuditFinding> Run(AuditedImage image, AuditPolicy policy)
    {
        var findings = image.Tree.Files.Select(file => Finding(image, file, policy)).OfType<AuditFinding>().ToList();
        if (policy.ShellReason is not null && findings.All(finding => finding.Check != AuditChecks.Shell.Id))
        {
            findings.Add(
                AuditChecks.IdleWaiver.At(
                    "@policy/shell",
                    "the image may have a shell, but has none",
                    "remove shell and shell-reason from [audit]"
                )
            );
        }

        return findings;
    }

    private static AuditFinding? Finding(AuditedImage image, AuditedFile file, AuditPolicy policy)
    {
        if (Program(image, file) is not { } program)
        {
            return
                Modules.Any(module => file.Path.EndsWith("-packages/" + module, StringComparison.Ordinal))
                || file.Path.EndsWith("node_modules/" + Modules[^1], StringComparison.Ordinal)
                ? AuditChecks.PackageManager.At(
                    file.Path,
                    "a package manager that an interpreter can run as a module",
                    "remove the module after the build step that needs it",
                    file.Layer.Index
                )
                : null;
        }

        // Scripts in /etc are named after the program that they serve (cron.daily/dpkg).
        var isHook = program.Facts is { IsScript: true } && EntryPath.IsWithin(file.Path, "etc");
        var check = isHook ? null : ProgramNames.CheckOf(file.Name);
        var signs = program.Facts?.ShellSigns;
        if (check is null && signs is null)
        {
            return null;
        }

        if (signs is null && check != AuditChecks.Shell)
        {
            return check!.At(file.Path, $"a {check.Title}{Shown(file)}", "leave it out, or keep it in a build stage", file.Layer.Index);
        }

        var how = check == AuditChecks.Shell ? "" : $" by its content: it has {signs}";
        var finding = AuditChecks.Shell.At(
            file.Path,
            $"a shell{how}{Shown(file)}",
            "leave it out, or state shell = true with its shell-reason in [audit]",
            file.Layer.Index
        );
        return policy.ShellReason is null ? finding : finding with { WaivedBecause = policy.ShellReason };
    }

    /// <summary>The file behind a name when it can be run: a link to nothing is no program.</summary>
    private static AuditedFile? Program(AuditedImage image, AuditedFile file)
    {
        var target = file;
        if (file.Kind == AuditedKind.SymbolicLink && image.Tree.Resolve(file.Path, out var resolved) == LinkResult.Found)
        {
            target = resolved;
        }

        return target is { IsExecutable: true, Facts: { } facts } && (facts.IsElf || facts.IsScript) ? target : null;
    }

    private static string Shown(AuditedFile file) =>
        file.Kind == AuditedKind.SymbolicLink ? $", by a link to {AuditText.Plain(file.LinkTarget)}" : "";
}
