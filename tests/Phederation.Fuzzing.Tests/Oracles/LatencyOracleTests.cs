using Phederation.Fuzzing.Exchanges;
using Phederation.Fuzzing.Oracles;
using Phederation.Fuzzing.Scenarios;

namespace Phederation.Fuzzing.Tests.Oracles;

public sealed class LatencyOracleTests
{
    [Fact]
    public void Request_that_is_slow_each_time_beside_quick_others_is_found() => Assert.Single(Judge(10, 9000, 12, 8000, 11, 9500));

    [Fact]
    public void Request_that_was_slow_once_is_not() => Assert.Empty(Judge(10, 9000, 12, 15, 11, 9500));

    [Fact]
    public void Request_on_a_machine_where_others_are_slow_too_is_not() => Assert.Empty(Judge(10, 9000, 900, 9000, 11, 9500));

    [Fact]
    public void Quick_request_is_not_however_quick_the_others_are() => Assert.Empty(Judge(1, 1900, 1, 1900, 1, 1900));

    private static IEnumerable<Finding> Judge(params int[] milliseconds)
    {
        var run = Runs.Of(
            ScenarioKinds.Repeat,
            [
                .. milliseconds.Select(
                    (took, i) =>
                        (
                            new FuzzRequest { Method = "GET", Path = i % 2 == 0 ? "/quick" : "/slow" },
                            new FuzzAnswer { Status = 200, Duration = TimeSpan.FromMilliseconds(took) }
                        )
                ),
            ]
        );
        return OracleSets.Http().Single(oracle => oracle.Name == "latency").Judge(run);
    }
}
