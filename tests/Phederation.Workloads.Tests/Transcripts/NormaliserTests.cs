using System.Text.Json;
using System.Text.RegularExpressions;
using Phederation.Testing;
using Phederation.Workloads.Transcripts;

namespace Phederation.Workloads.Tests.Transcripts;

public sealed class NormaliserTests
{
    [Theory]
    [InlineData("at 2026-03-01 10:11:12.345 UTC it began", "at <time> it began")]
    [InlineData("2026-03-01T10:11:12Z", "<time>")]
    [InlineData("Date: Thu, 26 Nov 2026 05:50:47 GMT", "Date: <time>")]
    [InlineData("Process 4711 waits for ShareLock", "Process <pid> waits for ShareLock")]
    [InlineData("server process (PID 17) was terminated", "server process (PID <pid>) was terminated")]
    [InlineData("Time: 12.345 ms", "Time: <duration>")]
    [InlineData("the day 2026-03-01 stays, 17 ways, 3 msgs", "the day 2026-03-01 stays, 17 ways, 3 msgs")]
    public void Built_in_rules_take_out_times_process_ids_and_durations(string line, string expected) =>
        Assert.Equal(expected, new Normaliser([]).Apply(line));

    [Fact]
    public void Rules_of_the_workload_keep_what_their_groups_name()
    {
        var normaliser = new Normaliser([
            new(new Regex("pgsql_tmp[0-9]+(?<dot>[.])[0-9]+", NormaliserRule.Options), "pgsql_tmp<n>${dot}<n>"),
        ]);

        Assert.Equal("base/pgsql_tmp/pgsql_tmp<n>.<n>", normaliser.Apply("base/pgsql_tmp/pgsql_tmp123.0"));
    }

    [Fact]
    public void Hidden_text_is_replaced_literally_and_the_longer_one_first()
    {
        var normaliser = new Normaliser([]);
        normaliser.Hide("abc", "<short>");
        normaliser.Hide("abc.def", "<long>");
        normaliser.Hide("", "<nothing>");

        Assert.Equal("<long> <short> abXc.def", normaliser.Apply("abc.def abc abXc.def"));
    }

    [Theory]
    [InlineData("user-mgmt")]
    [InlineData("webapi-atlas")]
    public void However_a_service_notices_that_its_database_is_away_its_answer_is_one(string image)
    {
        var workload = Workload.Load(Path.Combine(Repository.Root, "images", image, "workload.toml"));
        var normaliser = new Normaliser(workload.Rules);
        string[] details =
        [
            "The database can't be reached.",
            "The database takes no requests now.",
            "The database did not answer in time.",
        ];

        // As it stands in the answer's body, where JSON may escape the apostrophe.
        Assert.All(
            details.Concat(details.Select(detail => JsonSerializer.Serialize(detail).Trim('"'))),
            detail => Assert.Equal("<the database is away>.", normaliser.Apply(detail))
        );
    }
}
