using Phederation.Text;
using Phederation.Workloads.Steps;

namespace Phederation.Workloads.Tests.Reading;

public sealed class PeersAndJobsTests
{
    private const string Job = """
        schema = 1
        service = { kind = "job" }
        [[peer]]
        image = "postgres"
        name = "database"
        [[step]]
        id = "put"
        kind = "put"
        phase = "init"
        path = "/data/in.csv"
        content = "a,b"
        [[step]]
        id = "run"
        kind = "run"
        phase = "serving"
        argv = ["--dry-run"]
        expect = { exit = 3, output = ["nothing"] }
        [[step]]
        id = "interrupted"
        kind = "run"
        phase = "shutdown"
        signal = "TERM"
        signal-when = "^begun"
        [[step]]
        id = "away"
        kind = "peer"
        phase = "maintenance"
        peer = "database"
        action = "kill"
        """;

    [Fact]
    public void Job_with_a_peer_is_read()
    {
        var workload = WorkloadText.Parse(Job);

        Assert.True(workload.Service.IsJob);
        var peer = Assert.Single(workload.Peers);
        Assert.Equal(("postgres", "database", true), (peer.Image, peer.Name, peer.HasHealthCheck));
        Assert.Equal(("/data/in.csv", "a,b"), (((PutStep)workload.Steps[0]).Path, ((PutStep)workload.Steps[0]).Content));
        Assert.Equal(["--dry-run"], ((RunStep)workload.Steps[1]).Arguments);
        Assert.Equal("SIGTERM", ((RunStep)workload.Steps[2]).Signal);
        Assert.Equal(("database", PeerAction.Kill), (((PeerStep)workload.Steps[3]).Peer, ((PeerStep)workload.Steps[3]).Action));
    }

    [Theory]
    [InlineData("kind = \"job\"", "kind = \"jop\"", 2, "known are service, job")]
    [InlineData("kind = \"job\"", "port = 1", 14, "steps of kind run are for jobs")]
    [InlineData("name = \"database\"", "name = \"Data base\"", 5, "no name in a network")]
    [InlineData("path = \"/data/in.csv\"", "path = \"/data/../in.csv\"", 10, "plain absolute path")]
    [InlineData("signal = \"TERM\"", "limit-seconds = 5", 23, "no signal is sent")]
    [InlineData("peer = \"database\"", "peer = \"databse\"", 28, "there are database")]
    [InlineData("action = \"kill\"", "action = \"burn\"", 29, "known are stop, start, kill, pause, resume")]
    public void Mistake_is_named_with_its_line(string good, string bad, int line, string reason)
    {
        var error = Assert.Throws<TomlException>(() => WorkloadText.Parse(Job.Replace(good, bad, StringComparison.Ordinal)));

        Assert.Equal(line, error.Line);
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
    }
}
