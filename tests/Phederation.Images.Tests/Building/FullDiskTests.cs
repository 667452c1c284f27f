using Phederation.Containers.Engine;
using Phederation.Processes;
using Phederation.Testing;

namespace Phederation.Images.Tests.Building;

public sealed class FullDiskTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    // Too small to fetch packages, and full while packages that are there are unpacked.
    [Theory(Timeout = 300_000)]
    [InlineData("8m", false)]
    [InlineData("30m", true)]
    public async Task Cache_folder_without_room_is_reported_and_the_build_goes_on_with_more_room(string size, bool withPackages)
    {
        Requires.Engine();
        Requires.Root();
        var mount = Requires.Program("mount");
        var unmount = Requires.Program("umount");
        using var engine = EngineClient.Connect(EngineEndpoint.Default);
        await SharedImages.GetAsync(engine, "base", Cancellation);
        await using var images = new ImagesCopy(withPackages: false);
        Directory.CreateDirectory(images.CacheFolder);
        await RunAsync(mount, "-t", "tmpfs", "-o", $"size={size}", "tmpfs", images.CacheFolder);
        try
        {
            if (withPackages)
            {
                images.TakePackages("base");
            }

            var fault = await images.FaultAsync("base", Cancellation);
            Assert.Equal(ImageFault.NoRoom, fault.Fault);

            await RunAsync(mount, "-o", "remount,size=400m", images.CacheFolder);
            Assert.True((await images.BuildAsync("base", Cancellation)).SizeBytes > 0);
        }
        finally
        {
            await RunAsync(unmount, images.CacheFolder);
        }
    }

    private static async Task RunAsync(string program, params string[] arguments)
    {
        var request = new ProcessRequest
        {
            Program = program,
            Arguments = arguments,
            TimeLimit = TimeSpan.FromSeconds(30),
        };
        (await new ProcessRunner().RunAsync(request, CancellationToken.None)).EnsureSuccess(request);
    }
}
