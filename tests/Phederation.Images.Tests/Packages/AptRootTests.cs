using Phederation.Images.Packages;
using Phederation.Processes;
using Phederation.Testing;

namespace Phederation.Images.Tests.Packages;

public sealed class AptRootTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact(Timeout = 120_000)]
    public async Task Mirror_that_does_not_answer_is_reported()
    {
        Requires.Program("apt-get");
        using var folder = new TempFolder();
        folder.Write("host/sources.list", "deb http://127.0.0.1:1/debian bookworm main\n");
        var apt = new AptRoot(folder["apt"], "bookworm", "amd64", new ProcessRunner(), folder["host"]);

        var fault = await Assert.ThrowsAsync<ImageException>(() => apt.UpdateAsync(Cancellation));

        Assert.Equal(ImageFault.PackageServiceFailed, fault.Fault);
        Assert.Contains("127.0.0.1", fault.Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = 120_000)]
    public async Task Host_of_another_release_is_told_what_is_missing()
    {
        Requires.Program("apt-get");
        using var folder = new TempFolder();
        folder.Write("host/sources.list", "deb http://127.0.0.1:1/debian trixie main\n");
        var apt = new AptRoot(folder["apt"], "bookworm", "amd64", new ProcessRunner(), folder["host"]);

        var fault = await Assert.ThrowsAsync<ImageException>(() => apt.UpdateAsync(Cancellation));

        Assert.Equal(ImageFault.PackageServiceFailed, fault.Fault);
        Assert.Contains("no package source of the release 'bookworm'", fault.Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = 120_000)]
    public async Task Host_is_left_as_it_was()
    {
        Requires.Program("apt-get");
        using var folder = new TempFolder();
        var before = StateOfHost();

        var apt = new AptRoot(folder["apt"], "bookworm", "amd64", new ProcessRunner());
        await apt.UpdateAsync(Cancellation);
        var result = await apt.GetAsync(["--yes", "--print-uris", "install", "netbase"], folder.Path, Cancellation);

        Assert.Equal("netbase", Assert.Single(PrintedUri.ReadAll(result.Output)).Name);
        Assert.Equal(before, StateOfHost());
    }

    private static string StateOfHost() =>
        string.Join(
            '\n',
            new[] { "/var/lib/apt/lists", "/var/cache/apt", "/var/lib/dpkg", "/var/log/apt" }
                .Where(Directory.Exists)
                .SelectMany(folder => Directory.EnumerateFileSystemEntries(folder).Append(folder))
                .Order(StringComparer.Ordinal)
                .Select(path => $"{path} {File.GetLastWriteTimeUtc(path):O}")
        );
}
