using Phederation.Images.Linting.Rules;
using Phederation.Images.Linting.Shell;

namespace Phederation.Images.Linting.Checks;

/// <summary>Judges the accounts and passwords that RUN makes.</summary>
internal sealed class AccountCheck : ILintCheck
{
    public IEnumerable<LintFinding> Run(LintSubject subject) =>
        subject.Dockerfile.Stages.SelectMany(stage => Judge([.. RunScript.Of(stage)]));

    private static IEnumerable<LintFinding> Judge(IReadOnlyList<RunScript> scripts)
    {
        var taken = new Dictionary<(string Kind, string Number), ShellWord>();
        foreach (var script in scripts)
        {
            foreach (var finding in script.Script.Pipelines.SelectMany(pipeline => Passwords(script, pipeline)))
            {
                yield return finding;
            }

            foreach (
                var command in script.Script.Commands.Where(command =>
                    command.Is("useradd", "adduser", "groupadd", "addgroup", "usermod", "groupmod")
                )
            )
            {
                var kind = command.Name.Contains("group", StringComparison.Ordinal) ? "group" : "user";
                if (command.Arguments.FirstOrDefault(argument => argument.Value is "--non-unique" or "-o") is { } option)
                {
                    yield return script.Finding(
                        MustRules.SharedId,
                        option.Offset,
                        $"'{option.Value}' lets two {kind}s have one number; remove it"
                    );
                }
                else if (Number(command, kind) is { } number && !taken.TryAdd((kind, number.Value), number))
                {
                    yield return script.Finding(
                        MustRules.SharedId,
                        number.Offset,
                        $"another {kind} has the number {number.Value} already; give each its own"
                    );
                }
            }
        }
    }

    private static ShellWord? Number(ShellCommand command, string kind)
    {
        string[] options = kind == "user" ? ["-u", "--uid"] : ["-g", "--gid"];
        for (var index = 0; index + 1 < command.Arguments.Count; index++)
        {
            if (options.Contains(command.Arguments[index].Value) && command.Arguments[index + 1].Value.All(char.IsAsciiDigit))
            {
                return command.Arguments[index + 1];
            }
        }

        return null;
    }

    private static IEnumerable<LintFinding> Passwords(RunScript script, ShellPipeline pipeline)
    {
        for (var index = 0; index < pipeline.Commands.Count; index++)
        {
            var command = pipeline.Commands[index];
            var word = command.Name switch
            {
                "passwd" => command.Arguments.FirstOrDefault(argument => argument.Value is "-d" or "--delete"),
                "useradd" or "usermod" => command.Arguments.FirstOrDefault(argument => argument.Value is "-p" or "--password"),
                "chpasswd" when index > 0 && pipeline.Commands[index - 1].Is("echo", "printf") => pipeline
                    .Commands[index - 1]
                    .Arguments.FirstOrDefault(argument => argument.Value.Contains(':', StringComparison.Ordinal)),
                _ => null,
            };
            if (word is not null)
            {
                yield return script.Finding(
                    MustRules.EmptyPassword,
                    word.Offset,
                    "this password is known to everyone who has the Dockerfile; lock the account in place of it"
                );
            }
        }
    }
}
