using Phederation.Images.Auditing.Reading;
using static Phederation.Images.Auditing.AuditChecks;

namespace Phederation.Images.Auditing.Checks;

/// <summary>The accounts of the files in /etc.</summary>
internal sealed class AccountsCheck : IImageCheck
{
    private const string Lock = "lock it: 'x' in /etc/passwd and '*' in /etc/shadow";
    private static readonly string[] NoLogins = ["nologin", "false", "true", "sync"];

    public IEnumerable<AuditFinding> Run(AuditedImage image, AuditPolicy policy) =>
        Passwords(image.Accounts).Concat(Numbers(image.Accounts)).Concat(Logins(image));

    private static IEnumerable<AuditFinding> Passwords(AccountFiles files)
    {
        var fields = files
            .Accounts.Select(account => (File: KeptFiles.Passwd, account.Name, account.Password, account.Line))
            .Concat(files.Shadow.Select(entry => (File: KeptFiles.Shadow, entry.Name, entry.Password, entry.Line)));
        foreach (var (file, name, password, line) in fields)
        {
            var shown = AuditText.Plain(name);
            if (password.Length == 0)
            {
                yield return EmptyPassword.At(file, $"the account '{shown}' needs no password", Lock) with
                {
                    Line = line,
                };
            }
            else if (password is not ("x" or "X") && password[0] is not ('*' or '!'))
            {
                yield return PasswordHash.At(file, $"the account '{shown}' has a password that every copy of the image shares", Lock) with
                {
                    Line = line,
                };
            }
        }
    }

    private static IEnumerable<AuditFinding> Numbers(AccountFiles files)
    {
        foreach (var same in files.Accounts.Where(account => account.UserId >= 0).GroupBy(account => account.UserId))
        {
            if (same.Key == 0)
            {
                foreach (var other in same.Where(account => account.Name != "root"))
                {
                    yield return SecondRoot.At(
                        KeptFiles.Passwd,
                        $"'{AuditText.Plain(other.Name)}' has the number 0 and so all of root's rights",
                        "give it a number of its own"
                    ) with
                    {
                        Line = other.Line,
                    };
                }
            }
            else if (same.Count() > 1)
            {
                yield return Twice(
                    KeptFiles.Passwd,
                    "accounts",
                    same.Key,
                    same.Select(account => account.Name),
                    same.Last().Line,
                    AuditSeverity.Medium
                );
            }
        }

        foreach (var same in files.Groups.Where(group => group.Id >= 0).GroupBy(group => group.Id).Where(same => same.Count() > 1))
        {
            yield return Twice(KeptFiles.Group, "groups", same.Key, same.Select(group => group.Name), same.Last().Line, AuditSeverity.Low);
        }
    }

    private static AuditFinding Twice(string file, string what, long id, IEnumerable<string> names, int line, AuditSeverity severity) =>
        DuplicateId.At(
            file,
            $"the {what} {string.Join(", ", names.Select(AuditText.Plain))} share the number {id}, and so each other's files",
            "give each a number of its own",
            severity: severity
        ) with
        {
            Line = line,
        };

    private static IEnumerable<AuditFinding> Logins(AuditedImage image)
    {
        foreach (var account in image.Accounts.Accounts)
        {
            var shell = account.Shell.Length == 0 ? "/bin/sh" : account.Shell;
            if (!NoLogins.Contains(shell[(shell.LastIndexOf('/') + 1)..]))
            {
                var isThere = image.Tree.Resolve(shell, out _) == LinkResult.Found;
                yield return LoginShell.At(
                    KeptFiles.Passwd,
                    $"'{AuditText.Plain(account.Name)}' logs into {AuditText.Plain(shell)}{(isThere ? "" : ", which is not in the image")}",
                    "set its shell to /usr/sbin/nologin",
                    severity: isThere ? AuditSeverity.Low : AuditSeverity.Info
                ) with
                {
                    Line = account.Line,
                };
            }
        }
    }
}
