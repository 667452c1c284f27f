using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Phederation.Images.Auditing;
using Phederation.Images.Auditing.Reporting;
using Phederation.Pipeline.Incremental;
using Phederation.Pipeline.Verdicts;
using Phederation.Site;
using Phederation.Trust.Verdicts;

namespace Phederation.Pipeline.Stages;

/// <summary>Audits built images, ours by the policies of their definitions, and writes a report of each.</summary>
public sealed partial class AuditStage(PipelineOptions options, PipelineTools tools)
{
    private const string ArchivePrefix = "docker-archive:";
    private const string LayoutPrefix = "oci:";
    private const int MostShown = 30;
    private readonly ImageAuditor _auditor = new(tools.Time);

    /// <summary>Audits the chosen images of the catalogue, and fails when one of them does.</summary>
    /// <exception cref="PipelineException">An image fails, or is not built.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var keys = TrustRoot.Open(options);
        var gates = new GateKeeper(options, tools, keys);
        var results = await AuditAsync(cancellationToken);
        foreach (var result in results)
        {
            await gates.RecordAsync(
                GateName.Audit,
                GateSubject.OfImage(result.Name, result.ImageId.ToString()),
                result.IsPassed,
                new SortedDictionary<string, string>(StringComparer.Ordinal)
                {
                    ["report"] = result.ReportSha256,
                    ["waived"] = $"{result.Waived}",
                },
                cancellationToken
            );
        }

        Ensure(results);
    }

    /// <summary>Audits any image by the strict policy, and fails when it does.</summary>
    /// <param name="image">A reference or ID of the engine, <c>docker-archive:FILE</c> or <c>oci:FOLDER</c>.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="PipelineException">The image fails, or is not there.</exception>
    public async Task RunAsync(string image, CancellationToken cancellationToken)
    {
        var report = await ReadAsync(image, cancellationToken);
        Ensure([await WriteAsync(image, NoFileName().Replace(image, "_").Trim('_', '.'), report, cancellationToken)]);
    }

    /// <summary>Audits the chosen images of the catalogue and what they stand on; a failed audit is a result.</summary>
    public async Task<IReadOnlyList<AuditResult>> AuditAsync(CancellationToken cancellationToken)
    {
        var results = new List<AuditResult>();
        foreach (var definition in ImageSelection.Load(options).ToBuild)
        {
            tools.Report.Progress($"reading {definition.Reference}");
            var policy = AuditPolicy.Of(definition);
            var report = await _auditor.AuditAsync(tools.Engine, definition.Reference, policy, cancellationToken);
            results.Add(await WriteAsync(definition.Name, definition.Name, report, cancellationToken));
        }

        return results;
    }

    private async Task<AuditReport> ReadAsync(string image, CancellationToken cancellationToken)
    {
        if (image.StartsWith(LayoutPrefix, StringComparison.Ordinal))
        {
            return await _auditor.AuditLayoutAsync(image[LayoutPrefix.Length..], name: null, AuditPolicy.Default, cancellationToken);
        }

        if (!image.StartsWith(ArchivePrefix, StringComparison.Ordinal))
        {
            return await _auditor.AuditAsync(tools.Engine, image, AuditPolicy.Default, cancellationToken);
        }

        var file = image[ArchivePrefix.Length..];
        if (!File.Exists(file))
        {
            throw new PipelineException(ExitCode.Missing, $"--image: there is no file {file}; make it with docker save");
        }

        await using var archive = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read, 1, useAsync: false);
        return await _auditor.AuditArchiveAsync(archive, image, AuditPolicy.Default, cancellationToken);
    }

    private async Task<AuditResult> WriteAsync(string name, string fileName, AuditReport report, CancellationToken cancellationToken)
    {
        var path = Path.Combine(options.Output, "audit", fileName + ".json");
        var json = report.ToJson();
        await AtomicOutput.WriteFileAsync(path, json, cancellationToken);
        await AtomicOutput.WriteFileAsync(Path.ChangeExtension(path, ".sarif"), report.ToSarif(), cancellationToken);
        Show(name, path, report);
        var counts = Enum.GetValues<AuditSeverity>().ToDictionary(severity => severity, report.Count);
        var waived = report.Findings.Count - report.Active.Count();
        return new AuditResult(
            name,
            report.ImageId,
            report.IsPassed,
            counts,
            waived,
            path,
            Convert.ToHexStringLower(SHA256.HashData(json))
        );
    }

    private void Show(string name, string path, AuditReport report)
    {
        var counts = string.Join(
            ", ",
            Enum.GetValues<AuditSeverity>()
                .Reverse()
                .Select(severity => $"{report.Count(severity)} {severity.ToString().ToLowerInvariant()}")
        );
        var waived = report.Findings.Count - report.Active.Count();
        tools.Report.Line(
            $"{name}: {(report.IsPassed ? "passed" : "FAILED")}, {report.Layers.Count} layers, {report.Layers.Sum(layer => layer.Entries)} entries; {counts}; {waived} waived"
        );
        var cis = CisTable.Of(report).Where(row => row.Checks.Count > 0).Select(row => $"{row.Id} {row.Result}");
        tools.Report.Line($"  CIS Docker Benchmark: {string.Join(", ", cis)}");
        foreach (var finding in report.Failing.Take(MostShown))
        {
            tools.Report.Warning($"{finding}");
        }

        if (report.Failing.Count > MostShown)
        {
            tools.Report.Warning($"and {report.Failing.Count - MostShown} more: {path}");
        }
    }

    private static void Ensure(IReadOnlyList<AuditResult> results)
    {
        var failed = results.Where(result => !result.IsPassed).ToList();
        if (failed.Count > 0)
        {
            throw new PipelineException(
                ExitCode.GateFailed,
                "the audit found what the policy does not allow: "
                    + string.Join(", ", failed.Select(result => $"{result.Name} ({result.ReportPath})"))
                    + "; mend the images, or waive findings in [audit] of their image.toml"
            );
        }
    }

    [GeneratedRegex("[^A-Za-z0-9._-]+", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex NoFileName();
}
