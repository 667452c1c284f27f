using System.Formats.Tar;
using Phederation.Images.Auditing;
using Phederation.Testing;
using Phederation.Text;

namespace Phederation.Images.Tests.Auditing;

public sealed class AuditCheckTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string> Cases => [.. AuditCases.All.Keys];

    [Theory(Timeout = 120_000)]
    [MemberData(nameof(Cases))]
    public async Task Fault_is_found_at_its_place_and_not_in_the_clean_twin(string name)
    {
        var one = AuditCases.All[name];

        var faulty = await one.Fault(new TestImage()).AuditAsync(Cancellation);
        var clean = await one.Twin(new TestImage()).AuditAsync(Cancellation);

        Assert.True(
            faulty.Findings.Any(finding => finding.Check == one.Check && finding.Place == one.Place),
            string.Join('\n', faulty.Findings)
        );
        Assert.DoesNotContain(clean.Findings, finding => finding.Check == one.Check);
    }

    [Fact(Timeout = 120_000)]
    public async Task Sound_image_has_no_finding_at_all()
    {
        var report = await new TestImage().AuditAsync(Cancellation);

        Assert.Empty(report.Findings);
        Assert.True(report.IsPassed);
    }

    [Fact]
    public void Every_check_has_a_case_or_a_test_of_its_own()
    {
        string[] tested = ["PHA253", "PHA256", "PHA257", "PHA263", "PHA290", "PHA291"];

        Assert.Equal(
            AuditChecks.All.Select(check => check.Id).Order(StringComparer.Ordinal),
            AuditCases.All.Values.Select(one => one.Check).Concat(tested).Distinct().Order(StringComparer.Ordinal)
        );
    }

    [Fact(Timeout = 120_000)]
    public async Task Layers_budget_and_tag_are_held_to_the_policy()
    {
        var tag = $"phederation-test-{Guid.NewGuid():N}:latest";
        var strict = new AuditPolicy { MaxLayers = 1, SizeBudgetBytes = 10 };
        var image = new TestImage().Add(layer => layer.AddFile("srv/x", TestImage.Utf8("twelve bytes")));

        var report = await image.AuditAsync(Cancellation, strict, tag);
        var fitting = await image.AuditAsync(Cancellation, new AuditPolicy { MaxLayers = 2, SizeBudgetBytes = 10_000 });

        Assert.Equal(["PHA256", "PHA253", "PHA257"], report.Findings.Select(finding => finding.Check));
        Assert.Empty(fitting.Findings);
    }

    [Fact(Timeout = 120_000)]
    public async Task Waiver_accepts_what_it_names_until_it_ends_and_is_reported_when_it_has_no_use()
    {
        var image = new TestImage().Add(layer =>
            layer
                .AddFile("usr/bin/one", TestImage.Elf("x"), (UnixFileMode)0b100_111_101_101)
                .AddFile("opt/two", TestImage.Elf("x"), (UnixFileMode)0b100_111_101_101)
        );
        var place = new SourceLocation("image.toml", 7, 1);
        AuditWaiver valid = new("PHA201", ["usr/bin/*"], "needed", DateOnly.MaxValue, place);
        AuditWaiver expired = new("PHA201", ["opt/*"], "was needed", new DateOnly(2020, 1, 1), place);
        AuditWaiver idle = new("PHA206", [], "never", DateOnly.MaxValue, place);

        var report = await image.AuditAsync(Cancellation, new AuditPolicy { Waivers = [valid, expired, idle] });

        Assert.Equal("needed", report.Findings.Single(finding => finding.Place == "usr/bin/one").WaivedBecause);
        Assert.Equal(["PHA201", "PHA290"], report.Failing.Select(finding => finding.Check));
        Assert.Contains(report.Findings, finding => finding is { Check: "PHA291", Severity: AuditSeverity.Low });
    }

    [Fact(Timeout = 120_000)]
    public async Task Shell_that_is_allowed_is_shown_with_its_reason_and_one_that_is_not_there_is_reported()
    {
        var policy = new AuditPolicy { ShellReason = "the start script" };

        var with = await new TestImage()
            .Add(layer => layer.AddFile("bin/dash", TestImage.Elf("x"), (UnixFileMode)0b111_101_101))
            .AuditAsync(Cancellation, policy);
        var without = await new TestImage().AuditAsync(Cancellation, policy);

        Assert.Equal(("PHA210", "the start script"), (with.Findings.Single().Check, with.Findings.Single().WaivedBecause));
        Assert.Equal(("PHA291", "@policy/shell"), (without.Findings.Single().Check, without.Findings.Single().Place));
    }

    /// <summary>From the archive: the engine that loads no such layer is not the only reader of images.</summary>
    [Fact(Timeout = 120_000)]
    public async Task Path_that_is_in_a_layer_twice_is_found_and_in_two_layers_is_none()
    {
        using var folder = new TempFolder();
        TarEntry[] entries = [new PaxTarEntry(TarEntryType.Fifo, "srv/two"), new PaxTarEntry(TarEntryType.Fifo, "srv/two")];

        var twice = await ArchiveAsync(new TestImage().AddRaw(entries), folder);
        var layered = await ArchiveAsync(new TestImage().AddRaw(entries[0]).AddRaw(entries[1]), folder);

        Assert.Contains(twice.Findings, finding => finding is { Check: "PHA263", Place: "srv/two", Layer: 1 });
        Assert.DoesNotContain(layered.Findings, finding => finding.Check == "PHA263");
    }

    private static async Task<AuditReport> ArchiveAsync(TestImage image, TempFolder folder)
    {
        using var archive = new MemoryStream();
        await image.Archive(folder).WriteAsync(archive, Cancellation);
        archive.Position = 0;
        return await new ImageAuditor(TimeProvider.System).AuditArchiveAsync(archive, "an archive", AuditPolicy.Default, Cancellation);
    }

    [Fact(Timeout = 120_000)]
    public async Task Layout_on_disk_gives_the_same_report_as_the_engine()
    {
        using var folder = new TempFolder();
        var image = new TestImage().Add(layer => layer.AddFile("etc/open", TestImage.Utf8("x"), (UnixFileMode)0b110_110_110));
        var layout = await LayoutOf.ImageAsync(image, folder, Cancellation);

        var report = await new ImageAuditor(TimeProvider.System).AuditLayoutAsync(layout, null, AuditPolicy.Default, Cancellation);
        var onEngine = await image.AuditAsync(Cancellation);

        Assert.Equal(["PHA204"], report.Findings.Select(finding => finding.Check));
        Assert.Equal(onEngine.Findings, report.Findings);
        Assert.Equal(onEngine.Layers.Select(layer => layer.DiffId), report.Layers.Select(layer => layer.DiffId));
    }
}
