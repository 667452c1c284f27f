using Phederation.Fuzzing.Tests.Planted;
using Phederation.Site;
using Phederation.Testing;

namespace Phederation.Fuzzing.Tests.Tool;

/// <summary>Campaigns of the program against a service that it knows by its OpenAPI document only.</summary>
public sealed class OpenApiToolTests(PlantedHost host) : IClassFixture<PlantedHost>, IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact(Timeout = 120_000)]
    public async Task Campaign_finds_the_planted_fault_and_fails_the_command()
    {
        var result = await RunAsync("server-error", "--requests", "1500");

        Assert.True(result.ExitCode == ExitCode.GateFailed, result.Error + result.Output);
        Assert.Matches("error +confirmed +[0-9]+x  server-error [|] (POST|PUT) /things.* The scales are broken", result.Output);
        Assert.Contains("openapi:Things 1: 5 operations, ", result.Error, StringComparison.Ordinal);
    }

    [Fact(Timeout = 120_000)]
    public async Task Campaign_at_a_service_without_a_fault_passes()
    {
        var result = await RunAsync("", "--requests", "1500", "--fail-on", "note");

        Assert.True(result.ExitCode == ExitCode.Success, result.Error + result.Output);
    }

    [Fact(Timeout = 120_000)]
    public async Task Broken_document_is_told_with_its_place()
    {
        await File.WriteAllTextAsync(
            _folder["api.json"],
            "{\n \"openapi\": \"3.1.0\",\n \"paths\": {\"/a\": {\"get\": []}}\n}",
            TestContext.Current.CancellationToken
        );

        var result = await FuzzTool.RunAsync(
            "run",
            "--target",
            "http://127.0.0.1:9",
            "--model",
            $"openapi:{_folder["api.json"]}",
            "--requests",
            "1"
        );

        Assert.Equal(ExitCode.BadInput, result.ExitCode);
        Assert.Contains("api.json:3:26: the operation get of /a is no object", result.Error, StringComparison.Ordinal);
    }

    private Task<Phederation.Processes.ProcessResult> RunAsync(string fault, params IReadOnlyList<string> arguments)
    {
        var name = $"tool-{fault}";
        host.Plant(name, new PlantedThings(fault, new PlantedTime()));
        foreach (var actor in (string[])["owner", "other"])
        {
            var file = _folder[$"{actor}.toml"];
            File.WriteAllText(file, $"kind = \"bearer\"\ntoken = \"token-of-{actor}\"\n");
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            }
        }

        return FuzzTool.RunAsync([
            "run",
            "--target",
            host.At(name).ToString(),
            "--model",
            $"openapi:{PlantedThingsTests.Document}",
            "--folder",
            _folder["campaign"],
            "--actor",
            $"owner={_folder["owner.toml"]}",
            "--actor",
            $"other={_folder["other.toml"]}",
            .. arguments,
        ]);
    }
}
