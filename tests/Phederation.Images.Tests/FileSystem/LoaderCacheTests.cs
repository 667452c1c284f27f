using Phederation.Images.FileSystem;
using Phederation.Processes;
using Phederation.Testing;

namespace Phederation.Images.Tests.FileSystem;

public sealed class LoaderCacheTests
{
    [Theory]
    [InlineData("libcrypto.so.3", "libcrypto.so.11", -1)]
    [InlineData("libc.so.6", "libc.so.6", 0)]
    [InlineData("lib2.so", "liba.so", 1)]
    [InlineData("libz.so.1", "libz.so", 1)]
    public void Names_compare_as_the_loader_compares_them(string left, string right, int expected)
    {
        Assert.Equal(expected, Math.Sign(LoaderCache.Compare(left, right)));
        Assert.Equal(-expected, Math.Sign(LoaderCache.Compare(right, left)));
    }

    [Fact(Timeout = 30_000)]
    public async Task Cache_is_read_by_ldconfig_with_every_library()
    {
        using var folder = new TempFolder();
        var libraries = new Dictionary<string, string>
        {
            ["libc.so.6"] = "/usr/lib/x86_64-linux-gnu/libc.so.6",
            ["libstdc++.so.6"] = "/usr/lib/x86_64-linux-gnu/libstdc++.so.6",
            ["libz.so.1"] = "/usr/lib/x86_64-linux-gnu/libz.so.1",
        };
        await File.WriteAllBytesAsync(folder["cache"], LoaderCache.Write(libraries), TestContext.Current.CancellationToken);

        var result = await new ProcessRunner().RunAsync(
            new ProcessRequest { Program = Requires.Program("ldconfig"), Arguments = ["-p", "-C", folder["cache"]] },
            TestContext.Current.CancellationToken
        );

        Assert.Equal(0, result.ExitCode);
        Assert.Contains("3 libs found", result.Output, StringComparison.Ordinal);
        Assert.All(
            libraries,
            library => Assert.Contains($"{library.Key} (libc6,x86-64) => {library.Value}", result.Output, StringComparison.Ordinal)
        );
    }

    [Fact(Timeout = 60_000)]
    public async Task Order_is_the_one_that_ldconfig_writes()
    {
        using var folder = new TempFolder();
        var runner = new ProcessRunner();
        var host = await runner.RunAsync(
            new ProcessRequest { Program = Requires.Program("ldconfig"), Arguments = ["-p"] },
            TestContext.Current.CancellationToken
        );
        var names = host
            .Output.Split('\n')
            .Where(line => line.Contains("(libc6,x86-64)", StringComparison.Ordinal))
            .Select(line => line.Trim().Split(' ')[0])
            .Distinct()
            .ToList();
        Assert.SkipWhen(names.Count < 20, "the machine's loader cache is too small to compare with");

        await File.WriteAllBytesAsync(
            folder["cache"],
            LoaderCache.Write(names.ToDictionary(name => name, name => "/usr/lib/" + name)),
            TestContext.Current.CancellationToken
        );
        var ours = await runner.RunAsync(
            new ProcessRequest { Program = Requires.Program("ldconfig"), Arguments = ["-p", "-C", folder["cache"]] },
            TestContext.Current.CancellationToken
        );

        Assert.Equal(
            names,
            ours.Output.Split('\n').Where(line => line.Contains("=>", StringComparison.Ordinal)).Select(line => line.Trim().Split(' ')[0])
        );
    }
}
