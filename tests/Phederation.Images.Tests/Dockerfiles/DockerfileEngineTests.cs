using Phederation.Containers.Engine;
using Phederation.Containers.Images;
using Phederation.Containers.Oci;
using Phederation.Images.Dockerfiles;
using Phederation.Images.Dockerfiles.Resolving;
using Phederation.Testing;

namespace Phederation.Images.Tests.Dockerfiles;

/// <summary>The engine is the judge of what a Dockerfile means.</summary>
public sealed class DockerfileEngineTests
{
    [Theory(Timeout = 120_000)]
    [InlineData("ENV a=1 b=\"x y\" c=z\\ w\nENV a=2 d=$a e=${nope:-q} f='$a' g=\"\\$a\\\"\"\nENV h  \"v w\" x")]
    [InlineData("WORKDIR x\nWORKDIR y/../z\nVOLUME /a b\nVOLUME [\"/c d\"]\nUSER \"5:6\"\nSTOPSIGNAL 9")]
    [InlineData("ENV P=\"80-82 53/udp\"\nEXPOSE $P 90/tcp\nLABEL k v w\nLABEL a=$P \"b c\"=d \\\n  # why\n\n  e='$P'")]
    [InlineData("CMD [\"a\", \"b c\"]\nENTRYPOINT echo $a | cat\nHEALTHCHECK --interval=1m30s --timeout=250ms --retries=2 CMD true && x")]
    [InlineData("SHELL [\"/x\", \"-y\"]\nCMD ['a']\nHEALTHCHECK --start-period=1.5h CMD [\"a\"]\nENTRYPOINT []")]
    [InlineData("ARG A=1 B=${A}2\nENV C=$B A=3\nARG A=4\nENV D=$A\nHEALTHCHECK NONE")]
    [InlineData("CMD [\"x\"]\nENV V=1\nFROM scratch\nFROM one\nENTRYPOINT [\"y\"]")]
    public async Task Engine_makes_the_configuration_that_was_worked_out(string lines)
    {
        Requires.Engine();
        var cancellation = TestContext.Current.CancellationToken;
        using var engine = EngineClient.Connect(EngineEndpoint.Default);
        var mark = "phederation-test-" + Guid.NewGuid().ToString("N")[..12];
        var text = $"FROM scratch AS one\nLABEL own={mark}\n{lines}\n";
        var built = await engine.Images.BuildAsync(
            new EngineBuildRequest
            {
                Version = BuilderVersion.Classic,
                WriteContext = (target, token) =>
                    new LayerBuilder(DateTimeOffset.UnixEpoch)
                        .AddFile("Dockerfile", System.Text.Encoding.UTF8.GetBytes(text), LayerBuilder.Mode0644)
                        .WriteAsync(target, token),
                NetworkMode = "none",
            },
            cancellationToken: cancellation
        );
        try
        {
            var theirs = (await engine.Images.InspectAsync(built.ToString(), cancellation))!.Config;
            var ours = Dockerfile.Parse(text, "D").Resolve(new Dictionary<string, string>(), _ => null)[^1].Config;

            Assert.Equal(theirs.Env ?? [], ours.Env!);
            Assert.Equal(theirs.Cmd ?? [], ours.Cmd ?? []);
            Assert.Equal(theirs.Entrypoint ?? [], ours.Entrypoint ?? []);
            Assert.Equal(theirs.WorkingDir ?? "", ours.WorkingDir ?? "");
            Assert.Equal(theirs.User ?? "", ours.User ?? "");
            Assert.Equal(theirs.StopSignal, ours.StopSignal);
            Assert.Equal(Sorted(theirs.ExposedPorts?.Keys), Sorted(ours.ExposedPorts?.Keys));
            Assert.Equal(Sorted(theirs.Volumes?.Keys), Sorted(ours.Volumes?.Keys));
            Assert.Equal(Pairs(theirs.Labels), Pairs(ours.Labels));
            Assert.Equal(theirs.Healthcheck?.Test, ours.Healthcheck?.Test);
            Assert.Equal(Times(theirs.Healthcheck), Times(ours.Healthcheck));
        }
        finally
        {
            await engine.Images.RemoveAsync(built.ToString(), force: true, CancellationToken.None);
        }
    }

    private static IEnumerable<string> Sorted(IEnumerable<string>? names) => (names ?? []).Order(StringComparer.Ordinal);

    private static IEnumerable<string> Pairs(IReadOnlyDictionary<string, string>? labels) =>
        Sorted(labels?.Select(label => $"{label.Key}={label.Value}"));

    private static (long, long, long, int)? Times(HealthConfig? check) =>
        check is null ? null : (check.Interval, check.Timeout, check.StartPeriod, check.Retries);
}
