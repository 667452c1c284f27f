using System.Formats.Tar;
using Phederation.Containers.Engine;
using Phederation.Containers.Engine.Models;
using Phederation.Testing.Containers;

namespace Phederation.Images.Tests.Tomcat;

public sealed class TomcatImageTests
{
    private const UnixFileMode SetId = UnixFileMode.SetUser | UnixFileMode.SetGroup;
    private static readonly string[] OwnPrograms = ["usr/lib/jvm/java-17/bin/java"];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact(Timeout = 600_000)]
    public async Task Image_keeps_its_budget_and_says_what_it_is()
    {
        await using var scope = await EngineScope.OpenAsync(Cancellation);
        var built = await SharedImages.GetAsync(scope.Engine, "tomcat", Cancellation);
        var image = (await scope.Engine.Images.InspectAsync(built.ImageId.ToString(), Cancellation))!;

        Assert.InRange(image.Size, 50_000_000, 80_000_000);
        Assert.Equal("65532:65532", image.Config.User);
        Assert.Equal("SIGTERM", image.Config.StopSignal);
        Assert.Equal("CMD", image.Config.Healthcheck!.Test![0]);
        Assert.Equal("/usr/lib/jvm/java-17/bin/java", image.Config.Entrypoint![0]);
    }

    [Fact(Timeout = 600_000)]
    public async Task Image_has_one_program_no_application_and_the_records_of_what_it_is_made_of()
    {
        await using var scope = await EngineScope.OpenAsync(Cancellation);
        var built = await SharedImages.GetAsync(scope.Engine, "tomcat", Cancellation);
        var files = await ListAsync(scope, built.ImageId.ToString());

        Assert.DoesNotContain(files, file => (file.Mode & SetId) != UnixFileMode.None);
        Assert.Equal(OwnPrograms, files.Where(IsProgram).Select(file => file.Name));
        foreach (var absent in new[] { "jasper-10", "ecj", "jdt", "jspawnhelper", "libawt", "javac", "catalina.sh", "tribes", "manager" })
        {
            Assert.DoesNotContain(files, file => file.Name.Contains(absent, StringComparison.OrdinalIgnoreCase));
        }

        foreach (
            var present in new[]
            {
                "usr/lib/jvm/java-17/lib/security/cacerts",
                "usr/share/java/postgresql.jar",
                "var/lib/dpkg/status.d/libtomcat10-java",
                "var/lib/dpkg/status.d/openjdk-17-jdk-headless",
                "usr/share/doc/openjdk-17-jdk-headless/copyright",
            }
        )
        {
            Assert.Single(files, file => file.Name == present);
        }

        Assert.DoesNotContain(
            files,
            file => file.Name.StartsWith("opt/phederation/webapps/", StringComparison.Ordinal) && file.Name.Length > 24
        );
    }

    // What the kernel would run: executable files but libraries.
    private static bool IsProgram((string Name, UnixFileMode Mode) file) =>
        (file.Mode & (UnixFileMode.UserExecute | UnixFileMode.OtherExecute)) != UnixFileMode.None
        && !file.Name.Contains(".so", StringComparison.Ordinal);

    private static async Task<List<(string Name, UnixFileMode Mode)>> ListAsync(EngineScope scope, string image)
    {
        var request = new CreateContainerRequest
        {
            Image = image,
            Labels = scope.Labels,
            HostConfig = new HostConfig { NetworkMode = "none" },
        };
        var container = await scope.Engine.Containers.CreateAsync(request, Cancellation);
        await using var archive = await scope.Engine.Containers.GetArchiveAsync(container, "/", Cancellation);
        await using var reader = new TarReader(archive);
        var files = new List<(string, UnixFileMode)>();
        while (await reader.GetNextEntryAsync(copyData: false, Cancellation) is { } entry)
        {
            // The engine puts these, and files of /dev, into every container.
            var name = entry.Name.TrimStart('/');
            if (
                entry.EntryType == TarEntryType.RegularFile
                && name is not (".dockerenv" or "etc/hostname" or "etc/hosts" or "etc/resolv.conf")
                && !name.StartsWith("dev/", StringComparison.Ordinal)
            )
            {
                files.Add((name, entry.Mode));
            }
        }

        return files;
    }
}
