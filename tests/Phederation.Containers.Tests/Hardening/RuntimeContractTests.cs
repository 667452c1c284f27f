using System.Text;
using Phederation.Containers.Hardening;
using Phederation.Containers.Oci;

namespace Phederation.Containers.Tests.Hardening;

public sealed class RuntimeContractTests
{
    [Fact]
    public void Contract_survives_its_JSON()
    {
        var contract = HardenedContainerTests.Contract();
        var json = contract.ToJson();
        var read = RuntimeContract.Parse(json);
        Assert.Equal(json, read.ToJson());
        Assert.Equal(contract.Tmpfs, read.Tmpfs);
        Assert.Equal(contract.Ports, read.Ports);
        Assert.Equal(contract.Environment, read.Environment);
        Assert.Equal(("on-failure:3", "SIGINT", 7), (read.RestartPolicy, read.StopSignal, read.StopSeconds));
    }

    [Fact]
    public void Absent_members_are_empty_and_not_null()
    {
        var contract = RuntimeContract.Parse("""{"user":"1:1","memoryBytes":67108864,"cpus":1,"pidsLimit":5}"""u8);
        Assert.Empty(contract.Tmpfs);
        Assert.Empty(contract.Environment);
        Assert.Equal("", contract.StopSignal);
    }

    [Fact]
    public void Certificates_and_read_only_volumes_survive_their_JSON_and_plain_ones_are_written_as_before()
    {
        var contract = HardenedContainerTests.Contract() with
        {
            Secrets =
            [
                new SecretFile("tls", true) { CertificateFor = ["database", "127.0.0.1"] },
                new SecretFile("certificate", false) { CertificateOf = "tls" },
                new SecretFile("password", true),
            ],
            Volumes = [new VolumeMount("files", "/files") { ReadOnly = true }, new VolumeMount("data", "/kept")],
        };

        var json = contract.ToJson();

        Assert.Equal(json, RuntimeContract.Parse(json).ToJson());
        var text = Encoding.UTF8.GetString(json);
        Assert.Contains("""{"name":"tls","generate":true,"certificateFor":["database","127.0.0.1"]}""", text, StringComparison.Ordinal);
        Assert.Contains("""{"name":"certificate","generate":false,"certificateOf":"tls"}""", text, StringComparison.Ordinal);
        Assert.Contains("""{"name":"password","generate":true}""", text, StringComparison.Ordinal);
        Assert.Contains(
            """{"name":"files","path":"/files","readOnly":true},{"name":"data","path":"/kept"}""",
            text,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData(
        """{"user":"1:1","memoryBytes":67108864,"cpus":1,"pidsLimit":5,"secrets":[{"name":"x","generate":false,"certificateFor":["a"]}]}"""
    )]
    [InlineData(
        """{"user":"1:1","memoryBytes":67108864,"cpus":1,"pidsLimit":5,"secrets":[{"name":"x","generate":true,"certificateFor":[]}]}"""
    )]
    [InlineData(
        """{"user":"1:1","memoryBytes":67108864,"cpus":1,"pidsLimit":5,"secrets":[{"name":"x","generate":true,"certificateFor":[null]}]}"""
    )]
    [InlineData(
        """{"user":"1:1","memoryBytes":67108864,"cpus":1,"pidsLimit":5,"secrets":[{"name":"x","generate":true,"certificateFor":["a b"]}]}"""
    )]
    [InlineData(
        """{"user":"1:1","memoryBytes":67108864,"cpus":1,"pidsLimit":5,"secrets":[{"name":"x","generate":true,"certificateOf":"y"}]}"""
    )]
    [InlineData(
        """{"user":"1:1","memoryBytes":67108864,"cpus":1,"pidsLimit":5,"secrets":[{"name":"x","generate":false,"certificateOf":"x"}]}"""
    )]
    [InlineData("""{"user":"1:1","memoryBytes":67108864,"cpus":1,"pidsLimit":5,"privileged":true}""")]
    [InlineData("""{"user":"1:1","user":"0:0","memoryBytes":67108864,"cpus":1,"pidsLimit":5}""")]
    [InlineData("""{"user":"0:0","memoryBytes":67108864,"cpus":1,"pidsLimit":5}""")]
    [InlineData("""{"user":"root","memoryBytes":67108864,"cpus":1,"pidsLimit":5}""")]
    [InlineData("""{"memoryBytes":67108864,"cpus":1,"pidsLimit":5}""")]
    [InlineData("""{"user":null,"memoryBytes":67108864,"cpus":1,"pidsLimit":5}""")]
    [InlineData("""{"user":"1:1","memoryBytes":67108864,"cpus":1,"pidsLimit":5,"tmpfs":[null]}""")]
    [InlineData("""{"user":"1:1","memoryBytes":67108864,"cpus":1,"pidsLimit":5,"volumes":[{"name":"x"}]}""")]
    [InlineData("""{"user":"1:1","memoryBytes":67108864,"cpus":1,"pidsLimit":5,"environment":{"A":null}}""")]
    [InlineData("null")]
    [InlineData("")]
    public void Malformed_contract_is_refused(string json) =>
        Assert.Throws<OciException>(() => RuntimeContract.Parse(Encoding.UTF8.GetBytes(json)));

    [Fact]
    public void Every_problem_is_named()
    {
        var contract = HardenedContainerTests.Contract() with
        {
            User = "postgres",
            MemoryBytes = 100,
            Cpus = double.NaN,
            PidsLimit = 0,
            Tmpfs = [new TmpfsMount("/run/../etc", "mode=1777"), new TmpfsMount("/data", "size=1m")],
            Secrets = [new SecretFile("../x", true)],
            Ports = [new PublishedPort(70_000, 1)],
            RestartPolicy = "always\n",
            Ulimits = [new Ulimit("nofile", 2, 1)],
        };
        var problems = string.Join('\n', contract.Problems());
        foreach (
            var word in new[]
            {
                "user",
                "memoryBytes",
                "cpus",
                "pidsLimit",
                "/run/../etc",
                "size",
                "../x",
                "70000",
                "restartPolicy",
                "nofile",
                "'/data' is named twice",
            }
        )
        {
            Assert.Contains(word, problems, StringComparison.Ordinal);
        }

        Assert.Empty(HardenedContainerTests.Contract().Problems());
    }
}
