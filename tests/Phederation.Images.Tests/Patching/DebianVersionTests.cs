using Phederation.Images.Patching;
using Phederation.Processes;
using Phederation.Testing;

namespace Phederation.Images.Tests.Patching;

public sealed class DebianVersionTests
{
    private static readonly string[] Versions =
    [
        "0",
        "1.0",
        "1.0~rc1",
        "1.0-1",
        "1.0-1+b1",
        "1.0-1+deb12u1",
        "1.0-1~bpo12+1",
        "1:0.1",
        "2:1.0",
        "1.0.a",
        "1.0+a",
        "1.00",
        "10.0",
        "9.9",
        "3.0.11-1~deb12u2",
        "3.0.22-1~deb12u2",
        "1.2.3-4-5",
        "20250419~deb12u2",
        "99999999999999999999999",
        "100000000000000000000000",
        "1.0~",
        "1.0~~",
    ];

    [Fact(Timeout = 120_000)]
    public async Task Order_is_that_of_dpkg()
    {
        var dpkg = Requires.Program("dpkg");
        foreach (var left in Versions)
        {
            foreach (var right in Versions)
            {
                var request = new ProcessRequest
                {
                    Program = dpkg,
                    Arguments = ["--compare-versions", left, "lt", right],
                    TimeLimit = TimeSpan.FromSeconds(10),
                };
                var result = await new ProcessRunner().RunAsync(request, TestContext.Current.CancellationToken);
                Assert.True(result.ExitCode == 0 == DebianVersion.Compare(left, right) < 0, $"{left} < {right}");
            }
        }
    }
}
