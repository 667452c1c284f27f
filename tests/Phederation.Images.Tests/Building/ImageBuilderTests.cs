using System.Formats.Tar;
using Phederation.Containers.Engine;
using Phederation.Containers.Engine.Models;
using Phederation.Images.Building;
using Phederation.Images.Packages;

namespace Phederation.Images.Tests.Building;

public sealed class ImageBuilderTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact(Timeout = 300_000)]
    public async Task Image_is_reused_while_its_inputs_stay_and_built_again_when_one_changes()
    {
        await using var images = new ImagesCopy();
        var first = await images.BuildAsync("postgres", Cancellation);
        var second = await images.BuildAsync("postgres", Cancellation);
        images.Change("postgres/rootfs/etc/postgresql/postgresql.conf", "max_connections = 40", "max_connections = 41");
        var third = await images.BuildAsync("postgres", Cancellation);
        images.Change("postgres/rootfs/etc/postgresql/postgresql.conf", "max_connections = 41", "max_connections = 40");
        var fourth = await images.BuildAsync("postgres", Cancellation);

        Assert.False(first.Reused);
        Assert.True(second.Reused);
        Assert.Equal((first.ImageId, first.InputsHash), (second.ImageId, second.InputsHash));
        Assert.False(third.Reused);
        Assert.NotEqual(first.InputsHash, third.InputsHash);
        Assert.NotEqual(first.ImageId, third.ImageId);
        Assert.True(fourth.Reused);
        Assert.Equal(first.ImageId, fourth.ImageId);
    }

    [Fact(Timeout = 300_000)]
    public async Task Change_that_leaves_the_content_alone_builds_nothing()
    {
        await using var images = new ImagesCopy();
        var first = await images.BuildAsync("postgres", Cancellation);
        images.Change("postgres/image.toml", "memory = \"2 GiB\"", "memory = \"3 GiB\"");

        var second = await images.BuildAsync("postgres", Cancellation);

        Assert.Equal((first.ImageId, first.InputsHash), (second.ImageId, second.InputsHash));
        Assert.Equal(3L << 30, second.Definition.Runtime!.MemoryBytes);
    }

    [Fact(Timeout = 300_000)]
    public async Task Excluded_library_that_is_needed_fails_with_its_name()
    {
        await using var images = new ImagesCopy();
        images.Change(
            "postgres/image.toml",
            "[user]",
            "[[files.exclude]]\npaths = [\"usr/lib/x86_64-linux-gnu/libffi.so*\"]\nreason = \"the test\"\n\n[user]"
        );

        var fault = await images.FaultAsync("postgres", Cancellation);

        Assert.Equal(ImageFault.LibraryMissing, fault.Fault);
        Assert.Contains("libp11-kit.so.0.3.0 (package libp11-kit0) needs libffi.so.8", fault.Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = 300_000)]
    public async Task Link_is_in_the_image_and_one_that_leads_to_nothing_is_refused()
    {
        const string link = "[[files.link]]\npath = \"/etc/authorities.crt\"\ntarget = \"/etc/ssl/certs/ca-certificates.crt\"\n\n[user]";
        await using var images = new ImagesCopy();
        images.Change("base/image.toml", "[user]", link);
        var built = await images.BuildAsync("base", Cancellation);

        Assert.Equal("/etc/ssl/certs/ca-certificates.crt", await LinkAsync(built, "/etc/authorities.crt"));

        images.Change("base/image.toml", "certs/ca-certificates.crt\"\n\n[user]", "certs/gone.crt\"\n\n[user]");
        var fault = await images.FaultAsync("base", Cancellation);
        Assert.Equal(ImageFault.BadDefinition, fault.Fault);
        Assert.Contains("leads to '/etc/ssl/certs/gone.crt', which the image does not hold", fault.Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = 300_000)]
    public async Task Image_over_its_budget_or_unlike_its_definition_is_refused_and_gets_no_tag()
    {
        await using var images = new ImagesCopy();
        images.Change("base/image.toml", "size-budget = \"20 MB\"", "size-budget = \"2 MB\"");
        var large = await images.FaultAsync("base", Cancellation);
        images.Change("base/image.toml", "size-budget = \"2 MB\"", "size-budget = \"20 MB\"");
        // With a variable: what the linter can read, it refuses before the build.
        images.Change("postgres/Dockerfile", "STOPSIGNAL SIGINT", "ENV STOP=SIGTERM\nSTOPSIGNAL ${STOP}");
        var different = await images.FaultAsync("postgres", Cancellation);
        var again = await images.FaultAsync("postgres", Cancellation);

        Assert.Equal(ImageFault.TooLarge, large.Fault);
        Assert.Equal(ImageFault.NotAsDefined, different.Fault);
        Assert.Equal(different.Message, again.Message);
    }

    [Fact(Timeout = 300_000)]
    public async Task Dockerfile_that_the_linter_refuses_is_not_built()
    {
        await using var images = new ImagesCopy(withPackages: false);
        images.Change("postgres/Dockerfile", "USER 999:999", "USER root");
        images.Change("postgres/Dockerfile", "STOPSIGNAL SIGINT", "STOPSIGNAL SIGTERM");

        var fault = await images.FaultAsync("postgres", Cancellation);

        Assert.Equal(ImageFault.LintFailed, fault.Fault);
        Assert.Contains("postgres/Dockerfile:10:6: error PHD101: the image runs as 'root'", fault.Message, StringComparison.Ordinal);
        Assert.Contains("postgres/Dockerfile:13:12: error PHD209: is stopped with SIGTERM", fault.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(images.CacheFolder, "work")), "nothing is made before the Dockerfile is judged");
    }

    [Fact(Timeout = 300_000)]
    public async Task Version_that_is_no_longer_served_is_named_with_the_mend_and_never_replaced()
    {
        await using var images = new ImagesCopy();
        var package = images.Locked("netbase");
        images.Change(
            PackageLock.FileName,
            $"name = \"netbase\"\nversion = \"{package.Version}\"",
            "name = \"netbase\"\nversion = \"0.1\""
        );
        images.Change(PackageLock.FileName, package.Sha256, new string('a', 64));

        var fault = await images.FaultAsync("base", Cancellation);

        Assert.Equal(ImageFault.PackageNotServed, fault.Fault);
        Assert.Contains("netbase 0.1", fault.Message, StringComparison.Ordinal);
        Assert.Contains("--update-lock", fault.Message, StringComparison.Ordinal);

        // The mend: the present version, with nothing else changed.
        var built = await images.BuildAsync("base", Cancellation, updateLock: true);
        Assert.Equal((package.Version, package.Sha256), (images.Locked("netbase").Version, images.Locked("netbase").Sha256));
        Assert.True(built.SizeBytes > 0);
    }

    [Fact(Timeout = 300_000)]
    public async Task Other_bytes_than_the_locked_ones_are_refused()
    {
        await using var images = new ImagesCopy();
        var package = images.Locked("netbase");
        images.Change(PackageLock.FileName, package.Sha256, new string('a', 64));

        var fault = await images.FaultAsync("base", Cancellation);

        Assert.Equal(ImageFault.HashMismatch, fault.Fault);
        Assert.Contains(package.Sha256, fault.Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = 300_000)]
    public async Task Half_written_or_changed_package_file_is_never_taken()
    {
        await using var images = new ImagesCopy(withPackages: false);
        var partial = Directory.CreateDirectory(Path.Combine(images.CacheFolder, "packages", "partial")).FullName;
        await File.WriteAllTextAsync(Path.Combine(partial, "netbase_6.4_all.deb"), "half", Cancellation);
        var built = await images.BuildAsync("base", Cancellation);
        Assert.False(built.Reused);
        Assert.Empty(Directory.EnumerateFiles(partial));

        await File.AppendAllTextAsync(
            Path.Combine(images.CacheFolder, "packages", images.Locked("netbase").Sha256 + ".deb"),
            "more",
            Cancellation
        );
        Directory.Delete(Path.Combine(images.CacheFolder, "built"), recursive: true);
        var fault = await images.FaultAsync("base", Cancellation);

        Assert.Equal(ImageFault.HashMismatch, fault.Fault);
    }

    [Fact(Timeout = 300_000)]
    public async Task Definition_that_asks_for_more_than_the_lock_has_is_refused()
    {
        await using var images = new ImagesCopy();
        images.Change("base/image.toml", "  \"netbase\",\n", "  \"netbase\",\n  \"libzstd1\",\n");

        var fault = await images.FaultAsync("base", Cancellation);

        Assert.Equal(ImageFault.LockOutdated, fault.Fault);
        Assert.Contains("--update-lock", fault.Message, StringComparison.Ordinal);
        Assert.Contains("base/image.toml", fault.Message, StringComparison.Ordinal);
    }

    [Theory(Timeout = 300_000)]
    [InlineData("\"netbase\",", "\"netbase\",\n  \"no-such-package\",", ImageFault.PackageNotServed, "no-such-package")]
    [InlineData("\"mawk\",", "\"mawk\", \"libzstd1\",", ImageFault.BadDefinition, "libzstd1")]
    public async Task Lock_is_not_written_for_packages_that_do_not_exist_or_are_not_needed(
        string old,
        string replacement,
        ImageFault expected,
        string named
    )
    {
        await using var images = new ImagesCopy();
        images.Change("base/image.toml", old, replacement);
        var before = await File.ReadAllTextAsync(Path.Combine(images.ImagesFolder, PackageLock.FileName), Cancellation);

        var fault = await Assert.ThrowsAsync<ImageException>(() => images.BuildAsync("base", Cancellation, updateLock: true));

        Assert.Equal(expected, fault.Fault);
        Assert.Contains(named, fault.Message, StringComparison.Ordinal);
        Assert.Equal(before, await File.ReadAllTextAsync(Path.Combine(images.ImagesFolder, PackageLock.FileName), Cancellation));
    }

    [Fact(Timeout = 300_000)]
    public async Task Interrupted_build_leaves_no_record_and_the_next_one_goes_on()
    {
        await using var images = new ImagesCopy();
        using var interruption = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        interruption.CancelAfter(TimeSpan.FromMilliseconds(300));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => images.BuildAsync("postgres", interruption.Token));

        var built = await images.BuildAsync("postgres", Cancellation);

        Assert.False(built.Reused);
        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(images.CacheFolder, "work")));
    }

    private static async Task<string> LinkAsync(BuiltImage image, string path)
    {
        using var engine = EngineClient.Connect(EngineEndpoint.Default);
        var id = await engine.Containers.CreateAsync(
            new CreateContainerRequest { Image = image.ImageId.ToString(), Cmd = ["/nothing"] },
            Cancellation
        );
        try
        {
            await using var archive = await engine.Containers.GetArchiveAsync(id, path, Cancellation);
            await using var reader = new TarReader(archive);
            return (await reader.GetNextEntryAsync(cancellationToken: Cancellation))!.LinkName;
        }
        finally
        {
            await engine.Containers.RemoveAsync(id, force: true, CancellationToken.None);
        }
    }
}
