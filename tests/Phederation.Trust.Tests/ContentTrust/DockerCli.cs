using Phederation.Processes;
using Phederation.Testing;
using Phederation.Trust.Services;

namespace Phederation.Trust.Tests.ContentTrust;

/// <summary>An unmodified docker CLI with content trust on, and a configuration folder of its own: a client that trusts nothing yet.</summary>
internal sealed class DockerCli : IDisposable
{
    /// <summary>From this version on docker passes over DOCKER_CONTENT_TRUST without a word.</summary>
    private const int FirstWithoutTrust = 29;

    private readonly TempFolder _configuration = new();
    private readonly string _program;
    private readonly Uri _notary;

    private DockerCli(string program, TrustServices services)
    {
        _program = program;
        _notary = services.Notary;
        var authority = _configuration[Path.Combine("tls", services.Notary.Authority, "ca.crt")];
        Directory.CreateDirectory(Path.GetDirectoryName(authority)!);
        File.Copy(services.CaCertificatePath, authority);
    }

    /// <summary>The docker CLIs of this machine; where there is none, the name alone, so that a test can say that it is missing.</summary>
    public static IEnumerable<string> Programs
    {
        get
        {
            string[] found =
            [
                .. (Environment.GetEnvironmentVariable("PATH") ?? "")
                    .Split(':')
                    .Append("/usr/local/bin")
                    .Append("/usr/bin")
                    .Where(Directory.Exists)
                    .Select(folder => Directory.ResolveLinkTarget(folder, returnFinalTarget: true)?.FullName ?? folder)
                    .Distinct()
                    .Select(folder => Path.Combine(folder, "docker"))
                    .Where(File.Exists),
            ];
            return found.Length > 0 ? found : ["docker"];
        }
    }

    public string PrivateKeys => _configuration["trust/private"];

    public static async Task<DockerCli> OpenAsync(string program, TrustServices services)
    {
        if (!File.Exists(program))
        {
            Requires.Program(program);
        }

        Requires.Engine();
        var cli = new DockerCli(program, services);
        var version = (await cli.RunAsync("version", "--format", "{{.Client.Version}}")).Output.Trim();
        Assert.SkipUnless(int.Parse(version.Split('.')[0]) < FirstWithoutTrust, $"docker {version} does not verify signatures");
        return cli;
    }

    public Task<ProcessResult> RunAsync(params string[] arguments) => RunAsync(new Dictionary<string, string?>(), arguments);

    public async Task<ProcessResult> RunAsync(Dictionary<string, string?> environment, params string[] arguments)
    {
        environment["DOCKER_CONTENT_TRUST"] = "1";
        environment["DOCKER_CONTENT_TRUST_SERVER"] = _notary.ToString().TrimEnd('/');
        environment["DOCKER_CONFIG"] = _configuration.Path;
        return await new ProcessRunner().RunAsync(
            new ProcessRequest
            {
                Program = _program,
                Arguments = arguments,
                Environment = environment,
                TimeLimit = TimeSpan.FromSeconds(60),
            },
            TestContext.Current.CancellationToken
        );
    }

    /// <summary>The ID of the image that a reference means in the engine; empty when it means none.</summary>
    public async Task<string> ImageIdAsync(string reference) =>
        (await RunAsync("image", "inspect", "--format", "{{.Id}}", reference)) is { ExitCode: 0 } found ? found.Output.Trim() : "";

    /// <summary>Takes what a test pulled out of the engine.</summary>
    public Task RemoveAsync(TinyImage image) => RunAsync("image", "rm", "--force", image.ImageId.ToString());

    public void Dispose() => _configuration.Dispose();
}
