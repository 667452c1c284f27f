using Phederation.EndToEnd.Support;
using Phederation.Processes;
using Phederation.Site;
using Phederation.Testing;

namespace Phederation.EndToEnd;

/// <summary>What a release engineer gets for a mistake: what, where, how to mend, and the exit code of the table.</summary>
public sealed class BadInputTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task An_unknown_target_is_named_with_the_nearest_one()
    {
        var result = await BuildAsync("Publsh");
        AssertRefused(ExitCode.Usage, result, "Publsh", "Publish");
    }

    [Fact]
    public async Task An_unknown_parameter_is_named() =>
        AssertRefused(ExitCode.Usage, await BuildAsync("Images", "--imges", "postgres"), "imges");

    [Fact]
    public async Task An_unknown_image_is_named_with_the_catalogue() =>
        AssertRefused(ExitCode.Usage, await BuildAsync("Trace", "--skip", "--images", "postgers"), "postgers", "postgres");

    [Fact]
    public async Task Without_an_engine_the_endpoint_is_named()
    {
        var result = await Command.RunAsync(
            "bash",
            [Checkout.Script, "Images", "--skip", "Provision", "Bases", "--state", _folder["state"], "--output", _folder["output"]],
            TimeSpan.FromMinutes(3),
            new Dictionary<string, string?> { ["DOCKER_HOST"] = "unix:///nowhere/docker.sock" }
        );
        AssertRefused(ExitCode.Missing, result, "/nowhere/docker.sock");
    }

    [Theory]
    [InlineData("image.toml", "name = \"postgres\"\nname = \"again\"\n", "image.toml:2:1")]
    [InlineData("image.toml", "name = \"postgres\"\ncolour = \"blue\"\n", "image.toml:2:")]
    [InlineData("workload.toml", "[service]\nport = 5432\nspeed = 9\n", "workload.toml:")]
    public async Task A_malformed_file_is_refused_with_its_line_and_column(string file, string text, string place)
    {
        var root = CopyOfImages();
        await File.WriteAllTextAsync(Path.Combine(root, "images", "postgres", file), text, TestContext.Current.CancellationToken);

        var result = await BuildAsync("Trace", "--skip", "--root", root);

        AssertRefused(ExitCode.BadInput, result, place);
    }

    [Fact]
    public async Task A_package_that_the_distribution_lacks_is_named()
    {
        var root = CopyOfImages();
        var path = Path.Combine(root, "images", "postgres", "image.toml");
        var text = await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(
            path,
            text.Replace("\"postgresql-15\"", "\"postgresql-1999\"", StringComparison.Ordinal),
            TestContext.Current.CancellationToken
        );

        var result = await BuildAsync("Images", "--update-lock", "--root", root);

        AssertRefused(ExitCode.ServiceFailed, result, "postgresql-1999");
    }

    [Fact]
    public async Task A_wrong_passphrase_is_told_without_being_shown()
    {
        const string Wrong = "not-the-passphrase-at-all";
        var keys = Path.Combine(_folder["state"], "trust", "local");
        using (Trust.Keys.LocalTrustRoot.OpenOrCreate(_folder["state"]))
        {
            // Made with its own passphrase, which is replaced below.
        }

        await File.WriteAllTextAsync(Path.Combine(keys, "passphrase"), Wrong + "\n", TestContext.Current.CancellationToken);
        File.Delete(Path.Combine(keys, "root-key-id"));

        var result = await BuildAsync("Trace", "--skip");

        AssertRefused(ExitCode.WrongCredentials, result, "passphrase");
        Assert.DoesNotContain(Wrong, result.Text(), StringComparison.Ordinal);
    }

    private string CopyOfImages()
    {
        var root = _folder["root"];
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Repository.Root, "images"), "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(root, Path.GetRelativePath(Repository.Root, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        Directory.CreateDirectory(Path.Combine(root, ".nuke"));
        return root;
    }

    private Task<ProcessResult> BuildAsync(params string[] arguments) =>
        Command.RunAsync(
            "bash",
            [Checkout.Script, .. arguments, "--state", _folder["state"], "--output", _folder["output"]],
            TimeSpan.FromMinutes(5)
        );

    private static void AssertRefused(int expected, ProcessResult result, params string[] texts)
    {
        Assert.True(result.ExitCode == expected, $"{result.ExitCode} instead of {expected}\n{result.Text()}");
        Assert.All(texts, text => Assert.Contains(text, result.Text(), StringComparison.Ordinal));
    }
}
