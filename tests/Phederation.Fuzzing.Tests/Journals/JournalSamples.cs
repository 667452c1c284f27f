using System.Text;
using Phederation.Fuzzing.Exchanges;
using Phederation.Fuzzing.Journals;
using Phederation.Fuzzing.Oracles;
using Phederation.Fuzzing.Scenarios;
using Phederation.Fuzzing.Sharding;

namespace Phederation.Fuzzing.Tests.Journals;

/// <summary>Headers and runs for tests of journals.</summary>
internal static class JournalSamples
{
    public static JournalHeader Header { get; } =
        new()
        {
            Model = "sample-1",
            Seed = ulong.MaxValue,
            Shards = ShardSet.Of(Shard.Whole),
            BasePath = "/base",
            Tool = "0.1.0",
            Started = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero),
            Actors = ["alice", "bob"],
            Operations =
            [
                new JournalOperation("create thing", "POST", "/things"),
                new JournalOperation("read thing", "GET", "/things/{id}"),
            ],
            Oracles = [new JournalOracle("server-error", "No answer is a 5xx.")],
        };

    /// <summary>A run with everything that a run can have.</summary>
    public static JournalRun Run(long number)
    {
        var read = Read(number);
        return new()
        {
            At = TimeSpan.FromMilliseconds(number + 1),
            Bytes = 123,
            Origin = ScenarioOrigin.Mutated,
            Signals = ["openat read close"],
            Run = new ScenarioRun(
                new Scenario
                {
                    Number = number,
                    Kind = "create-read",
                    Needs = number == 0 ? [] : [number - 1],
                    Steps = [Create(), read, new EventStep { Operation = "restart", Event = TargetEvent.Restart }],
                },
                [
                    new StepResult
                    {
                        Sent = Create().Request,
                        Answer = Answer(201, "{\"id\":\"7\"}"),
                        Captured = new Dictionary<string, string> { ["id"] = "7" },
                    },
                    new StepResult
                    {
                        Sent = read.Request with { Path = "/things/7" },
                        Answer = Answer(500, $"boom at line {number}") with
                        {
                            Headers = [KeyValuePair.Create("X-One", "1"), KeyValuePair.Create("x-one", "2")],
                        },
                    },
                    new StepResult { Event = new EventResult(true, TimeSpan.FromMilliseconds(1.5), 143) },
                ],
                new TargetCondition(true, 1, true, 4096)
            ),
            Findings = [new Finding("server-error", FindingSeverity.Error, "read thing", 1, "It answered 500.", $"boom at line {number}")],
        };
    }

    public static RequestStep Create() =>
        new()
        {
            Operation = "create thing",
            Intent = RequestIntent.Invalid,
            Fault = "no name",
            Produces = "thing",
            Captures = new Dictionary<string, string> { ["id"] = "json:id" },
            Request = new FuzzRequest
            {
                Method = "POST",
                Path = "/things",
                ContentType = "application/octet-stream",
                Body = new byte[] { 0, 0xff, (byte)'a', 0xc3 },
                Actor = "alice",
            },
        };

    public static RequestStep Read(long number) =>
        new()
        {
            Operation = "read thing",
            Intent = RequestIntent.Valid,
            Uses = new ResourceReference("thing", number, 0),
            Deletes = true,
            Request = new FuzzRequest
            {
                Method = "GET",
                Path = "/things/{{.0.id}}",
                Headers = [KeyValuePair.Create("Accept", "a/b")],
            },
        };

    public static FuzzAnswer Answer(int status, string body) =>
        new()
        {
            Status = status,
            Body = Encoding.UTF8.GetBytes(body),
            Duration = TimeSpan.FromMicroseconds(321),
        };
}
