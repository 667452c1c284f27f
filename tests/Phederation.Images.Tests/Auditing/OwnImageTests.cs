using System.Diagnostics;
using Phederation.Containers.Engine;
using Phederation.Images.Auditing;
using Phederation.Testing;

namespace Phederation.Images.Tests.Auditing;

public sealed class OwnImageTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact(Timeout = 300_000)]
    public async Task Postgres_and_its_base_pass_their_audit_in_seconds()
    {
        Requires.Engine();
        using var engine = EngineClient.Connect(EngineEndpoint.Default);
        foreach (var name in new[] { "base", "postgres" })
        {
            var built = await SharedImages.GetAsync(engine, name, Cancellation);
            var started = Stopwatch.GetTimestamp();

            var report = await new ImageAuditor(TimeProvider.System).AuditAsync(
                engine,
                built.ImageId.ToString(),
                AuditPolicy.Of(built.Definition),
                Cancellation
            );

            TestContext.Current.TestOutputHelper?.WriteLine($"{name}: {Stopwatch.GetElapsedTime(started)}");
            Assert.True(report.IsPassed, string.Join('\n', report.Failing));
            Assert.Equal(built.ImageId, report.ImageId);

            // Bounded generously: the machine may be busy with other tests.
            Assert.True(Stopwatch.GetElapsedTime(started) < TimeSpan.FromSeconds(60));
        }
    }

    [Fact(Timeout = 300_000)]
    public async Task Image_whose_policy_is_broken_is_refused_by_the_build()
    {
        await using var images = new ImagesCopy();
        images.Change("postgres/image.toml", "shell = true\n", "shell = false\n");
        images.Change("postgres/image.toml", "shell-reason", "# shell-reason");

        var fault = await images.FaultAsync("postgres", Cancellation);

        Assert.Equal(ImageFault.AuditFailed, fault.Fault);
        Assert.Contains("PHA210 high usr/bin/dash", fault.Message, StringComparison.Ordinal);
        Assert.Contains("[audit]", fault.Message, StringComparison.Ordinal);
    }
}
