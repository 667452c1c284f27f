using System.Text.RegularExpressions;
using Phederation.EndToEnd.Support;
using Phederation.Processes;
using Phederation.Testing;

namespace Phederation.EndToEnd;

/// <summary>An unmodified docker client with content trust on pulls what was published, and nothing else.</summary>
[Collection(ReleaseCollection.Name)]
public sealed partial class ContentTrustTests(PublishedRelease release)
{
    [Fact]
    public async Task Docker_pulls_the_signed_image_and_refuses_an_unsigned_tag()
    {
        var docker = Requires.Program("docker");
        using var folder = new TempFolder();
        var log = folder["serve.log"];
        await using var server = ServerProcess.Start(
            new ProcessRequest
            {
                Program = "bash",
                Arguments = [Checkout.Script, "Serve", "--state", release.Checkout.State, "--output", release.Checkout.Output],
                Grace = TimeSpan.FromSeconds(30),
            },
            log
        );
        await server.WaitUntilReadyAsync(
            _ => Task.FromResult(File.ReadAllText(log).Contains("Ctrl-C ends it", StringComparison.Ordinal)),
            TimeSpan.FromMinutes(2),
            TestContext.Current.CancellationToken
        );
        var text = await File.ReadAllTextAsync(log, TestContext.Current.CancellationToken);
        var (registry, notary, authority) = (Value(text, RegistryLine()), Value(text, NotaryLine()), Value(text, AuthorityLine()));
        var certificates = Directory.CreateDirectory(folder[$"docker/tls/{notary}"]).FullName;
        File.Copy(authority, Path.Combine(certificates, "ca.crt"));
        var trusting = new Dictionary<string, string?>
        {
            ["DOCKER_CONFIG"] = folder["docker"],
            ["DOCKER_CONTENT_TRUST"] = "1",
            ["DOCKER_CONTENT_TRUST_SERVER"] = $"https://{notary}",
        };
        var image = $"{registry}/honeur/postgres";
        var unsigned = $"{image}:unsigned";
        try
        {
            var pulled = await DockerAsync(trusting, "pull", $"{image}:2.0.0");
            Assert.True(pulled.ExitCode == 0, pulled.Text());

            Assert.Equal(0, (await DockerAsync([], "tag", "honeur/base:1.0.0", unsigned)).ExitCode);
            Assert.Equal(0, (await DockerAsync([], "push", unsigned)).ExitCode);
            Assert.NotEqual(0, (await DockerAsync(trusting, "pull", unsigned)).ExitCode);
        }
        finally
        {
            await DockerAsync([], "image", "rm", unsigned, $"{image}:2.0.0");
        }

        Task<ProcessResult> DockerAsync(Dictionary<string, string?> environment, params string[] arguments) =>
            Command.RunAsync(docker, arguments, TimeSpan.FromMinutes(2), environment);
    }

    private static string Value(string text, Regex line) => line.Match(text).Groups[1].Value.Trim();

    [GeneratedRegex(@"registry\s+http://([^/\s]+)")]
    private static partial Regex RegistryLine();

    [GeneratedRegex(@"trust server\s+https://([^/\s]+)")]
    private static partial Regex NotaryLine();

    [GeneratedRegex(@"authority\s+(\S+)")]
    private static partial Regex AuthorityLine();
}
