using System.Runtime.InteropServices;
using Phederation.Containers.Oci;

namespace Phederation.Images.Tests.Building;

/// <summary>Alone, because the umask belongs to the whole process.</summary>
[Collection(nameof(ReproducibilityTests))]
[CollectionDefinition(nameof(ReproducibilityTests), DisableParallelization = true)]
public sealed partial class ReproducibilityTests
{
    [Theory(Timeout = 300_000)]
    [InlineData("base")]
    [InlineData("base-dotnet")]
    [InlineData("postgres")]
    public async Task Image_has_the_same_id_whatever_the_folder_umask_time_zone_and_language(string name)
    {
        var prefix = "phederation-test-" + Guid.NewGuid().ToString("N")[..12];

        var first = await BuildAsync(name, prefix, umask: 0b010_010, zone: "UTC", language: "C.UTF-8");
        var second = await BuildAsync(name, prefix, umask: 0b111_111, zone: "Pacific/Kiritimati", language: "tr_TR.UTF-8");

        Assert.Equal(first, second);
    }

    private static async Task<Digest> BuildAsync(string name, string prefix, int umask, string zone, string language)
    {
        var previous = SetUmask(umask);
        try
        {
            Environment.SetEnvironmentVariable("TZ", zone);
            Environment.SetEnvironmentVariable("LC_ALL", language);
            TimeZoneInfo.ClearCachedData();

            // The image is removed with the copy: the second one has to be made, and to be loaded, from nothing.
            await using var images = new ImagesCopy(prefix);
            foreach (var file in Directory.EnumerateFiles(images.ImagesFolder, "*", SearchOption.AllDirectories))
            {
                File.SetLastWriteTimeUtc(file, new DateTime(2001 + umask, 1, 1, 0, 0, 0, DateTimeKind.Utc));
            }

            var built = await images.BuildAsync(name, TestContext.Current.CancellationToken);
            Assert.False(built.Reused);
            Assert.Null(built.WhyByEngine);
            return built.ImageId;
        }
        finally
        {
            _ = SetUmask(previous);
            Environment.SetEnvironmentVariable("TZ", null);
            Environment.SetEnvironmentVariable("LC_ALL", null);
            TimeZoneInfo.ClearCachedData();
        }
    }

    [LibraryImport("libc", EntryPoint = "umask")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SetUmask(int mask);
}
