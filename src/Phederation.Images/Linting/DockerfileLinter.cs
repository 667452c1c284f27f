using Phederation.Images.Linting.Checks;
using Phederation.Images.Linting.Waivers;

namespace Phederation.Images.Linting;

/// <summary>Holds Dockerfiles to the rules.</summary>
public static class DockerfileLinter
{
    /// <summary>The findings in the order of their places, waived ones and those about waivers among them.</summary>
    /// <param name="subject">What is judged.</param>
    /// <param name="today">The day on which waivers and support of releases have to last.</param>
    public static IReadOnlyList<LintFinding> Lint(LintSubject subject, DateOnly today)
    {
        ILintCheck[] checks =
        [
            new FromCheck(today),
            new UserCheck(),
            new TransferCheck(),
            new SecretCheck(),
            new InstructionCheck(),
            new CommandCheck(),
            new ContradictionCheck(),
            new RunCheck(),
            new DownloadCheck(),
            new AccountCheck(),
            new AptCheck(),
        ];
        var findings = checks.SelectMany(check => check.Run(subject)).Distinct();
        return
        [
            .. WaiverJudge
                .Apply(findings, subject.Settings, today)
                .OrderBy(finding => finding.Location.File, StringComparer.Ordinal)
                .ThenBy(finding => finding.Location.Line)
                .ThenBy(finding => finding.Location.Column)
                .ThenBy(finding => finding.Rule.Id, StringComparer.Ordinal)
                .ThenBy(finding => finding.Message, StringComparer.Ordinal),
        ];
    }
}
