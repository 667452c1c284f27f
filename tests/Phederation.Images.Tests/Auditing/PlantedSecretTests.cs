using System.Text;
using Phederation.Containers.Engine;
using Phederation.Images.Auditing;
using Phederation.Images.Catalogue;
using Phederation.Testing;

namespace Phederation.Images.Tests.Auditing;

public sealed class PlantedSecretTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string> Kinds => [.. PlantedSecrets.Kinds.Keys];

    [Theory(Timeout = 120_000)]
    [MemberData(nameof(Kinds))]
    public async Task Secret_of_each_kind_is_found_wherever_it_lies(string kind)
    {
        var (text, check) = PlantedSecrets.Kinds[kind];
        var line = text.Replace("\n", "", StringComparison.Ordinal);
        var image = new TestImage()
            .Add(layer => layer.AddFile("srv/first", TestImage.Utf8($"line one\n{text}\n")))
            .Add(layer => layer.AddWhiteout("srv/first").AddFile("srv/second", Across(text)))
            .With(config =>
                config with
                {
                    Env = [$"NOTE={text}"],
                    Labels = new Dictionary<string, string> { ["note"] = text },
                    Cmd = ["run", line + " "],
                }
            )
            .WithStep($"RUN echo {text}");

        var report = await image.AuditAsync(Cancellation);

        var found = report.Findings.Where(finding => finding.Check == check).ToList();
        Assert.Contains(
            found,
            finding =>
                finding is { Place: "srv/first", Layer: 1, Line: 2 }
                && finding.Message.Contains("a later layer hides it", StringComparison.Ordinal)
        );
        Assert.Contains(found, finding => finding is { Place: "srv/second", Layer: 2 });
        foreach (var place in new[] { "@config/env/NOTE", "@config/label/note", "@history/3" })
        {
            Assert.Contains(report.Findings, finding => finding.Check == "PHA225" && finding.Place == place);
        }

        Assert.False(report.IsPassed);
        Assert.DoesNotContain(PlantedSecrets.Password, Encoding.UTF8.GetString(report.ToJson()), StringComparison.Ordinal);
        Assert.DoesNotContain(line, Encoding.UTF8.GetString(report.ToSarif()), StringComparison.Ordinal);
    }

    [Fact(Timeout = 300_000)]
    public async Task Secret_beside_what_is_meant_for_an_image_gets_into_no_layer_of_it()
    {
        await using var images = new ImagesCopy();
        var planted = PlantedSecrets.Kinds.Values.Select(secret => secret.Text).ToList();
        foreach (var folder in new[] { "", "base", "postgres", "postgres/secrets", "postgres/.git" })
        {
            Directory.CreateDirectory(Path.Combine(images.ImagesFolder, folder));
            foreach (var name in new[] { ".env", "id_rsa", "notes.txt" })
            {
                await File.WriteAllTextAsync(Path.Combine(images.ImagesFolder, folder, name), string.Join('\n', planted), Cancellation);
            }
        }

        Environment.SetEnvironmentVariable("PLANTED_PASSWORD", PlantedSecrets.Password);
        var built = await images.BuildAsync("postgres", Cancellation);
        Environment.SetEnvironmentVariable("PLANTED_PASSWORD", null);

        using var engine = EngineClient.Connect(EngineEndpoint.Default);
        Assert.Empty(await ArchiveGrep.FindAsync(engine, built.ImageId.ToString(), [.. planted, PlantedSecrets.Password], Cancellation));

        // The same search finds what is there, or it would prove nothing.
        Assert.NotEmpty(await ArchiveGrep.FindAsync(engine, built.ImageId.ToString(), ["listen_addresses"], Cancellation));
    }

    [Fact(Timeout = 300_000)]
    public async Task Secret_in_the_files_of_an_image_stops_its_build_and_it_gets_no_tag()
    {
        await using var images = new ImagesCopy();
        await File.WriteAllTextAsync(
            Path.Combine(images.ImagesFolder, "postgres/rootfs/etc/postgresql/server.txt"),
            PlantedSecrets.GitHubToken,
            Cancellation
        );

        var fault = await images.FaultAsync("postgres", Cancellation);

        Assert.Equal(ImageFault.AuditFailed, fault.Fault);
        Assert.Contains("PHA222 critical etc/postgresql/server.txt:1", fault.Message, StringComparison.Ordinal);
        using var engine = EngineClient.Connect(EngineEndpoint.Default);
        var reference = ImageCatalogue.Load(images.ImagesFolder).Single(image => image.Name == "postgres").Reference;
        Assert.Null(await engine.Images.InspectAsync(reference, Cancellation));
    }

    /// <summary>The secret on the border of two windows of the reader, in a file of many of them.</summary>
    private static byte[] Across(string secret)
    {
        var bytes = new byte[700_000];
        Array.Fill(bytes, (byte)'\n');
        Encoding.ASCII.GetBytes(secret).CopyTo(bytes, (3 * (128 << 10)) - (secret.Length / 2));
        return bytes;
    }
}
