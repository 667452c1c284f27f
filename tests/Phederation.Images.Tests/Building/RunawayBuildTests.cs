using System.Diagnostics;
using Phederation.Containers.Engine;
using Phederation.Images.Building;

namespace Phederation.Images.Tests.Building;

/// <summary>Dockerfiles whose commands don't end by themselves, on the real engine.</summary>
public sealed class RunawayBuildTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact(Timeout = 300_000)]
    public async Task Build_that_hangs_is_ended_and_leaves_nothing()
    {
        await using var images = Running("import time; time.sleep(3000)");

        var fault = await images.FaultAsync("zeppelin", Cancellation, new BuildLimits { Time = TimeSpan.FromSeconds(20) });

        Assert.Equal(ImageFault.BuildTooLong, fault.Fault);
        Assert.Contains("zeppelin/Dockerfile: the build of", fault.Message, StringComparison.Ordinal);
        await AssertNothingIsLeftAsync(images);
    }

    [Fact(Timeout = 300_000)]
    public async Task Build_that_fills_the_disk_is_ended_and_gives_the_room_back()
    {
        await using var images = Running("open('/var/lib/zeppelin/big', 'wb').writelines(bytes(1 << 20) for _ in range(1 << 30))");
        using var engine = EngineClient.Connect(EngineEndpoint.Default);
        await SharedImages.GetAsync(engine, "zeppelin", Cancellation);
        var disk = new DriveInfo((await engine.System.InfoAsync(Cancellation)).DockerRootDir);
        var free = disk.AvailableFreeSpace;

        var fault = await images.FaultAsync("zeppelin", Cancellation, new BuildLimits { FreeBytes = free - (3L << 30) });

        Assert.Equal(ImageFault.NoRoom, fault.Fault);
        Assert.Contains("on the engine's disk", fault.Message, StringComparison.Ordinal);
        await AssertNothingIsLeftAsync(images);
        for (var tries = 0; disk.AvailableFreeSpace < free - (2L << 30) && tries < 300; tries++)
        {
            await Task.Delay(100, Cancellation);
        }

        Assert.True(disk.AvailableFreeSpace > free - (2L << 30), "what the command wrote is gone");
    }

    /// <summary>The notebooks' image, for it has a Python, with a command in its Dockerfile.</summary>
    private static ImagesCopy Running(string program)
    {
        var images = new ImagesCopy();
        images.Change(
            "zeppelin/Dockerfile",
            "WORKDIR /var/lib/zeppelin/notebook",
            $"RUN [\"/usr/bin/python3\", \"-c\", \"{program} # {images.Prefix}\"]\nWORKDIR /var/lib/zeppelin/notebook"
        );
        return images;
    }

    private static async Task AssertNothingIsLeftAsync(ImagesCopy images)
    {
        using var engine = EngineClient.Connect(EngineEndpoint.Default);
        const string title = "org.opencontainers.image.title";
        var left = (await engine.Images.ListAsync([title], Cancellation))
            .Where(image => image.Labels[title].StartsWith(images.Prefix + " ", StringComparison.Ordinal))
            .Select(image => string.Join(' ', image.RepoTags));
        Assert.Equal([$"{images.Prefix}/base:1.0.0"], left);

        // The engine ends the command after the connection is gone.
        var running = true;
        for (var tries = 0; running && tries < 100; tries++)
        {
            await Task.Delay(100, Cancellation);
            running = Process
                .GetProcessesByName("python3")
                .Any(process => CommandLine(process).Contains(images.Prefix, StringComparison.Ordinal));
        }

        Assert.False(running, "the command is gone");
    }

    private static string CommandLine(Process process)
    {
        try
        {
            return File.ReadAllText($"/proc/{process.Id}/cmdline");
        }
        catch (IOException)
        {
            return "";
        }
    }
}
