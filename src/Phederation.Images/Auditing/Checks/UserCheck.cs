using Phederation.Images.Auditing.Reading;
using static Phederation.Images.Auditing.AuditChecks;

namespace Phederation.Images.Auditing.Checks;

/// <summary>Whom the process runs as, and that it can't alter its own code.</summary>
internal sealed class UserCheck : IImageCheck
{
    private const string Place = "@config/user";
    private static readonly string[] CodeFolders = ["bin", "sbin", "lib", "lib32", "lib64", "usr", "etc", "opt", "app", "boot"];

    public IEnumerable<AuditFinding> Run(AuditedImage image, AuditPolicy policy)
    {
        var user = RuntimeUser.Of(image);
        return Who(image, user).Concat(NoOwners(image)).Concat(user.IsRoot ? [] : OwnCodeOf(image, policy, user));
    }

    private static IEnumerable<AuditFinding> Who(AuditedImage image, RuntimeUser user)
    {
        var stated = AuditText.Plain(image.Runtime.User ?? "");
        if (user.IsRoot)
        {
            yield return RootUser.At(
                Place,
                stated.Length == 0 ? "no user is set, so the process is root" : $"the user '{stated}' is root",
                "set USER to the number of an account of its own, such as USER 10001:10001"
            );
        }
        else if (!user.IsNumeric)
        {
            yield return NamedUser.At(
                Place,
                $"'{stated}' is no pair of numbers, so no orchestrator can know that it is not root",
                "set USER to numbers: USER 10001:10001"
            );
        }

        if (user.User.Length > 0 && image.Accounts.Find(user.User) is null)
        {
            var isName = user.UserId is null;
            yield return UnknownUser.At(
                Place,
                $"'{AuditText.Plain(user.User)}' is not in /etc/passwd{(isName ? ", so no container starts" : "")}",
                "add the account to /etc/passwd and /etc/group",
                severity: isName ? AuditSeverity.High : null
            );
        }
    }

    private static IEnumerable<AuditFinding> NoOwners(AuditedImage image)
    {
        if (!image.Accounts.AreThere)
        {
            yield break;
        }

        var users = image.Accounts.Accounts.Select(account => account.UserId).Append(0).ToHashSet();
        var groups = image.Accounts.Groups.Select(group => group.Id).Append(0).ToHashSet();
        foreach (var file in image.Tree.Files.Where(file => !users.Contains(file.UserId) || !groups.Contains(file.GroupId)))
        {
            yield return NoOwner.At(
                file.Path,
                $"belongs to {file.UserId}:{file.GroupId}, which no account has: whoever gets the number next owns it",
                "copy it with the owner that is meant (COPY --chown), or add the account",
                file.Layer.Index
            );
        }
    }

    private static IEnumerable<AuditFinding> OwnCodeOf(AuditedImage image, AuditPolicy policy, RuntimeUser user)
    {
        foreach (var file in image.Tree.Files.Where(file => file.Kind is AuditedKind.File or AuditedKind.Directory))
        {
            // An owner may give himself the right to write.
            var isWritable = file.UserId == user.UserId || (file.GroupId == user.GroupId && (file.Mode & 0b010_000) != 0);
            if (!isWritable || policy.DataFolders.Any(folder => EntryPath.IsWithin(file.Path, folder)))
            {
                continue;
            }

            var isProgram =
                file.Facts is { IsElf: true } or { IsScript: true }
                || file.IsExecutable
                || file.Name.EndsWith(".jar", StringComparison.Ordinal)
                || file.Name.EndsWith(".dll", StringComparison.Ordinal);
            if (isProgram || CodeFolders.Any(folder => EntryPath.IsWithin(file.Path, folder)))
            {
                var what =
                    isProgram ? "program"
                    : file.Kind == AuditedKind.Directory ? "folder of programs or configuration"
                    : "configuration";
                yield return OwnCode.At(
                    file.Path,
                    $"the process can alter this {what} (owner {file.UserId}:{file.GroupId}): what breaks in can stay",
                    "give it to root, readable for the process",
                    file.Layer.Index,
                    isProgram ? null : AuditSeverity.Medium
                );
            }
        }
    }
}
