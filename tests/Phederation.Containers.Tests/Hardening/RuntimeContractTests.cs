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

    [Theory]
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
