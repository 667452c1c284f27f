using Phederation.Containers.Oci;
using Phederation.Images.Dockerfiles;
using Phederation.Images.Dockerfiles.Resolving;

namespace Phederation.Images.Tests.Dockerfiles;

public sealed class DockerfileResolverTests
{
    private static readonly ImageRuntimeConfig Base = new()
    {
        User = "1:1",
        Env = ["PATH=/bin", "LANG=C"],
        WorkingDir = "/srv",
        Cmd = ["old"],
        Labels = new Dictionary<string, string> { ["a"] = "1" },
    };

    [Fact]
    public void Configuration_is_the_bases_with_the_stages_changes()
    {
        var stage = Last(
            """
            ARG BASE
            FROM ${BASE}
            ARG PORTS="80-81 53/udp"
            ENV LANG=C.UTF-8 OLD=$LANG A=1
            LABEL b=$A
            WORKDIR data
            USER 999:999
            EXPOSE $PORTS
            VOLUME ["/v"]
            STOPSIGNAL SIGINT
            HEALTHCHECK --interval=2s --retries=3 CMD ["x"]
            COPY --chown=2 a ./
            ADD b /c/../d
            COPY <<EOF f
            $LANG "\$x"
            EOF
            ENTRYPOINT ["y"]
            """,
            new() { ["BASE"] = "sha256:1" }
        );

        Assert.Equal("sha256:1", stage.Image);
        Assert.Equal(["PATH=/bin", "LANG=C.UTF-8", "OLD=C", "A=1"], stage.Config.Env!);
        Assert.Equal(("999:999", "/srv/data", "SIGINT"), (stage.Config.User, stage.Config.WorkingDir, stage.Config.StopSignal));
        Assert.Equal(["53/udp", "80/tcp", "81/tcp"], stage.Config.ExposedPorts!.Keys);
        Assert.Equal(["/v"], stage.Config.Volumes!.Keys);
        Assert.Equal(["a", "b"], stage.Config.Labels!.Keys);
        Assert.Equal(["CMD", "x"], stage.Config.Healthcheck!.Test!);
        Assert.Equal((2_000_000_000L, 3), (stage.Config.Healthcheck.Interval, stage.Config.Healthcheck.Retries));
        Assert.Equal(["y"], stage.Config.Entrypoint!);
        Assert.Null(stage.Config.Cmd);
        Assert.Equal(["/srv/data/", "/d", "/srv/data/f"], stage.Transfers.Select(transfer => transfer.Destination));
        Assert.Equal("C.UTF-8 \"$x\"\n", stage.Transfers[2].Files[0].Content);
        Assert.False(stage.HasRun);
    }

    [Fact]
    public void Stage_stands_on_an_earlier_one_by_its_name()
    {
        var stage = Last("FROM b AS One\nENV X=1\nSHELL [\"/bin/bash\", \"-c\"]\nFROM one\nCMD run $X\n");

        Assert.Equal("One", stage.Parent!.Stage.From.Name!.Raw);
        Assert.Contains("X=1", stage.Config.Env!);
        Assert.Equal(["/bin/bash", "-c", "run $X"], stage.Config.Cmd!);
    }

    [Theory]
    [InlineData("ARG A=1\nFROM b\nARG A\nUSER $A", "1")]
    [InlineData("ARG A=1\nFROM b\nUSER x$A", "x")]
    [InlineData("ARG A=1\nFROM b\nARG A=2\nUSER $A", "2")]
    [InlineData("ARG T=1\nFROM b\nARG T=2\nUSER $T", "told")]
    [InlineData("FROM b\nENV A=env\nARG A=arg\nUSER $A", "env")]
    [InlineData("FROM b\nARG A=1 B=${A}2\nUSER $B", "2")]
    public void Arguments_go_by_what_is_nearest(string text, string user) =>
        Assert.Equal(user, Last(text, new() { ["T"] = "told" }).Config.User);

    [Theory]
    [InlineData("ARG BASE\nFROM ${BASE}", 2, 6, "'${BASE}' is empty")]
    [InlineData("FROM unknown", 1, 6, "'unknown' is not known")]
    [InlineData("FROM b\nEXPOSE 0", 2, 8, "no port")]
    [InlineData("FROM b\nEXPOSE 81-80 90", 2, 8, "no port")]
    [InlineData("FROM b\nUSER $NOBODY", 2, 6, "is empty")]
    [InlineData("FROM b\nCOPY a ${D}", 2, 8, "is empty")]
    public void Value_that_can_not_be_is_reported_at_its_place(string text, int line, int column, string message)
    {
        var exception = Assert.Throws<DockerfileException>(() => Last(text));

        Assert.Equal($"D:{line}:{column}", $"{exception.Location}");
        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
    }

    private static ResolvedStage Last(string text, Dictionary<string, string>? arguments = null) =>
        Dockerfile.Parse(text, "D").Resolve(arguments ?? [], image => image == "unknown" ? null : Base)[^1];
}
