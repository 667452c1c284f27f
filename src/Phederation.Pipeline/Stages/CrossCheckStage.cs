using System.Globalization;
using System.Text;
using Phederation.Images.Contents;
using Phederation.Images.Sbom;
using Phederation.MachineCode;
using Phederation.Pipeline.Incremental;
using Phederation.Seccomp.Evidences;
using Phederation.Seccomp.Profiles;
using Phederation.Seccomp.Synthesis;
using Phederation.Site;

namespace Phederation.Pipeline.Stages;

/// <summary>Sets the calls that an image's machine code can make at most beside those that its workload showed.</summary>
public sealed class CrossCheckStage(PipelineOptions options, PipelineTools tools)
{
    /// <summary>Looks through the chosen images; writes <c>static.txt</c> beside each profile.</summary>
    /// <exception cref="PipelineException">An image has no profile yet.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        foreach (var definition in ImageSelection.Load(options).ToProve)
        {
            await CheckAsync(new ImageFiles(options, definition), cancellationToken);
        }
    }

    private async Task CheckAsync(ImageFiles files, CancellationToken cancellationToken)
    {
        var name = files.Definition.Name;
        if (!File.Exists(files.Profile) || !File.Exists(files.Evidence))
        {
            throw new PipelineException(ExitCode.Missing, $"{files.Profile} is not there; run the target Profiles first");
        }

        var imageId = await files.ImageIdAsync(tools, cancellationToken);
        tools.Report.Progress($"{name}: reading {imageId}");
        var bound = await ReadAsync(name, imageId, cancellationToken);
        var owners = await OwnersAsync(files, imageId, cancellationToken);
        var profile = SeccompProfile.ParseUtf8(await File.ReadAllBytesAsync(files.Profile, cancellationToken), files.Profile);
        var seen = Evidence
            .Load(files.Evidence)
            .Syscalls.Where(call => !call.ByRuntime)
            .Select(call => call.Name)
            .ToHashSet(StringComparer.Ordinal);
        var allowed = profile.AllowedNames.ToHashSet(StringComparer.Ordinal);
        await AtomicOutput.WriteFileAsync(
            Path.Combine(files.Folder, "static.txt"),
            Encoding.UTF8.GetBytes(Table(bound, seen, allowed, owners)),
            cancellationToken
        );

        var inNoCode = seen.Where(call => !bound.Calls.ContainsKey(call)).Order(StringComparer.Ordinal).ToList();
        var onlyCode = bound.Calls.Keys.Where(call => !allowed.Contains(call)).ToList();
        var risky = onlyCode.Where(call => SyscallRisk.TierOf(call) >= RiskTier.High).ToList();
        tools.Report.Line(
            $"{name}: the code of {bound.Files} files can make {bound.Calls.Count} syscalls at most, and computes {bound.Computed.Values.Sum()} numbers; "
                + $"{seen.Count} were seen, {allowed.Count} are allowed"
        );
        tools.Report.Line(
            $"{name}: in code and not allowed: {onlyCode.Count}, of high risk: {(risky.Count == 0 ? "none" : string.Join(", ", risky))}"
        );
        if (inNoCode.Count > 0)
        {
            tools.Report.Line(
                $"{name}: seen, but in no code with its number (computed, or code made at run time): {string.Join(", ", inNoCode)}"
            );
        }
    }

    private async Task<StaticBound> ReadAsync(string name, string imageId, CancellationToken cancellationToken)
    {
        var contents = await ImageContentReader.ReadAsync(
            tools.Engine,
            imageId,
            new ContentRequest { Keeps = _ => true },
            cancellationToken
        );
        try
        {
            return StaticBound.Of([
                .. contents
                    .Entries.Where(entry => entry.Bytes is not null)
                    .Select(entry => ElfCode.Read(entry.Path, entry.Bytes!))
                    .OfType<ElfCode>(),
            ]);
        }
        catch (InvalidDataException exception)
        {
            throw new PipelineException(ExitCode.Refused, $"{name}: {exception.Message}", exception);
        }
    }

    /// <summary>The package of each file, by path.</summary>
    private async Task<Dictionary<string, string>> OwnersAsync(ImageFiles files, string imageId, CancellationToken cancellationToken)
    {
        var work = Directory.CreateDirectory(options.Cache).FullName;
        var bill = await BillReader.ReadAsync(tools.Engine, imageId, files.Definition.Reference, [], work, cancellationToken);
        return bill.Files.ToDictionary(file => file.Path, file => PackageOf(file.Owner), StringComparer.Ordinal);
    }

    // pkg:deb/debian/libc6@2.36-9?arch=amd64 is libc6.
    private static string PackageOf(string? owner) => owner is null ? "own" : owner.Split('@')[0].Split('/')[^1];

    private static string Table(StaticBound bound, HashSet<string> seen, HashSet<string> allowed, Dictionary<string, string> owners)
    {
        var text = new StringBuilder("# syscall, risk, seen or not, allowed or not, the packages whose code makes it\n");
        foreach (var name in bound.Calls.Keys.Union(seen).Union(allowed).Order(StringComparer.Ordinal))
        {
            var paths = bound.Calls.TryGetValue(name, out var found) ? found : [];
            var packages = paths.Select(path => owners.GetValueOrDefault(path, "own")).Distinct().Order(StringComparer.Ordinal).ToList();
            text.Append(
                CultureInfo.InvariantCulture,
                $"{name, -24} {SyscallRisk.TierOf(name).ToString().ToLowerInvariant(), -9} {(seen.Contains(name) ? "seen" : "-"), -5} {(allowed.Contains(name) ? "allowed" : "-"), -8} {(packages.Count == 0 ? "(in no code)" : string.Join(' ', packages))}\n"
            );
        }

        foreach (var (path, count) in bound.Computed)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"# {path} ({owners.GetValueOrDefault(path, "own")}): {count} numbers are computed\n"
            );
        }

        return text.ToString();
    }
}
