using Phederation.Images.Linting;
using Phederation.Images.Linting.Reports;
using Phederation.Pipeline.Incremental;
using Phederation.Site;

namespace Phederation.Pipeline.Stages;

/// <summary>Holds Dockerfiles to the rules: those of the catalogue, or one that a user names.</summary>
public sealed class LintStage(PipelineOptions options, PipelineTools tools)
{
    /// <summary>Judges, reports and writes <c>lint.json</c> and <c>lint.sarif</c>.</summary>
    /// <param name="dockerfile">A Dockerfile or the folder of one; null for those of the chosen images.</param>
    /// <param name="sarif">Where the SARIF log goes; null for the output folder.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="PipelineException">There is an error that nobody waived.</exception>
    public async Task RunAsync(string? dockerfile, string? sarif, CancellationToken cancellationToken)
    {
        var today = DateOnly.FromDateTime(tools.Time.GetUtcNow().UtcDateTime);
        var subjects = Subjects(dockerfile);
        var findings = subjects.SelectMany(subject => DockerfileLinter.Lint(subject, today)).ToList();
        var folder = Path.Combine(options.Output, "lint");
        var log = sarif ?? Path.Combine(folder, "lint.sarif");
        await AtomicOutput.WriteFileAsync(Path.Combine(folder, "lint.json"), LintReport.Json(findings, options.Root), cancellationToken);
        await AtomicOutput.WriteFileAsync(log, LintReport.Sarif(findings, options.Root, ToolVersion.Current), cancellationToken);
        foreach (var (finding, line) in findings.Zip(LintReport.Lines(findings, options.Root)))
        {
            if (finding.WaivedBecause is null)
            {
                tools.Report.Warning(line);
            }
            else
            {
                tools.Report.Line(line);
            }
        }

        var failures = findings.Count(finding => finding.IsFailure);
        var waived = findings.Count(finding => finding.WaivedBecause is not null);
        tools.Report.Line(
            $"{subjects.Count} Dockerfiles: {failures} errors, {findings.Count - failures - waived} warnings, {waived} waived; {log}"
        );
        if (failures > 0)
        {
            throw new PipelineException(
                ExitCode.GateFailed,
                $"the linter found {failures} errors, listed above; mend them, or waive them in a lint.toml beside the Dockerfile with reason and expiry"
            );
        }
    }

    private List<LintSubject> Subjects(string? dockerfile)
    {
        if (dockerfile is not null)
        {
            var path = Directory.Exists(dockerfile) ? Path.Combine(dockerfile, "Dockerfile") : dockerfile;
            return File.Exists(path)
                ? [LintSubject.Load(path)]
                : throw new PipelineException(ExitCode.Missing, $"--dockerfile: there is no file {path}; name a Dockerfile or its folder");
        }

        var selection = ImageSelection.Load(options);
        // Also those that are built on demand only: reading costs nothing.
        var images = options.Images.Count == 0 ? selection.Catalogue : selection.ToBuild;
        return [.. images.Where(image => image.DockerfilePath is not null).Select(image => LintSubject.Of(image, selection.Catalogue))];
    }
}
