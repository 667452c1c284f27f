using System.Text.RegularExpressions;
using Phederation.Fhir.Tests.Support;
using Phederation.Processes;
using Phederation.Testing;

namespace Phederation.Fhir.Tests.Comparison;

/// <summary>The FHIR packages of Medplum, from npm at pinned versions, behind node's web server. Skips the test where node or the packages can't be had.</summary>
internal sealed partial class MedplumServer : IAsyncDisposable
{
    private const int OldestNode = 20;
    private static readonly TimeSpan InstallLimit = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);

    private readonly TempFolder _folder;
    private readonly ServerProcess _process;
    private readonly HttpClient _http;

    private MedplumServer(TempFolder folder, ServerProcess process, Uri address)
    {
        (_folder, _process) = (folder, process);
        _http = new HttpClient { BaseAddress = address };
        Client = new FhirClient(_http, null);
    }

    /// <summary>A client of it.</summary>
    public FhirClient Client { get; }

    /// <summary>Installs and starts it.</summary>
    public static async Task<MedplumServer> StartAsync(CancellationToken cancellationToken)
    {
        var node = Installed("node");
        var npm = Installed("npm");
        var version = (await Run(node, ["--version"], null, cancellationToken)).Output.Trim();
        Assert.SkipUnless(
            int.TryParse(version.TrimStart('v').Split('.')[0], out var major) && major >= OldestNode,
            $"node {version} is older than {OldestNode}"
        );
        var folder = new TempFolder();
        try
        {
            foreach (var file in Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "Comparison", "medplum")))
            {
                File.Copy(file, folder[Path.GetFileName(file)]);
            }

            var installed = await Run(npm, ["ci", "--ignore-scripts", "--no-audit", "--no-fund"], folder.Path, cancellationToken);
            Assert.SkipUnless(installed.ExitCode == 0, $"npm can't install the packages: {installed.Error}");
            return await StartAsync(node, folder, cancellationToken);
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _process.DisposeAsync();
        _folder.Dispose();
    }

    private static async Task<MedplumServer> StartAsync(string node, TempFolder folder, CancellationToken cancellationToken)
    {
        var process = ServerProcess.Start(
            new ProcessRequest
            {
                Program = node,
                Arguments = ["--experimental-websocket", folder["server.cjs"], "0"],
                WorkingDirectory = folder.Path,
            },
            folder["log"]
        );
        try
        {
            var address = "";
            await process.WaitUntilReadyAsync(
                _ =>
                {
                    address = Listening().Match(File.ReadAllText(process.LogFile)).Value;
                    return Task.FromResult(address.Length > 0);
                },
                StartLimit,
                cancellationToken
            );
            return new MedplumServer(folder, process, new Uri(address));
        }
        catch
        {
            await process.DisposeAsync();
            throw;
        }
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

    private static Task<ProcessResult> Run(string program, string[] arguments, string? folder, CancellationToken cancellationToken) =>
        new ProcessRunner().RunAsync(
            new ProcessRequest
            {
                Program = program,
                Arguments = arguments,
                WorkingDirectory = folder,
                TimeLimit = InstallLimit,
            },
            cancellationToken
        );

    [GeneratedRegex(@"http://127\.0\.0\.1:\d+")]
    private static partial Regex Listening();
}
