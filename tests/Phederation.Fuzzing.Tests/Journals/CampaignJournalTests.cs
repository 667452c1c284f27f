using System.Text.Json;
using Phederation.Fuzzing.Buckets;
using Phederation.Fuzzing.Exchanges;
using Phederation.Fuzzing.Journals;
using Phederation.Testing;

namespace Phederation.Fuzzing.Tests.Journals;

public sealed class CampaignJournalTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private string JournalPath => _folder["journal.jsonl"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Journal_gives_back_what_was_written()
    {
        Write(3);

        var journal = CampaignJournal.Read(_folder.Path);

        Assert.Equivalent(JournalSamples.Header, journal.Header, strict: true);
        Assert.Empty(journal.Notices);
        Assert.Equal(new JournalEnd(EndReason.Requests, TimeSpan.FromSeconds(1)), journal.End);
        Assert.Equal([0, 1, 2], journal.Runs().Select(run => run.Run.Scenario.Number));
        foreach (var run in journal.Runs())
        {
            Assert.Equal(Text(JournalSamples.Run(run.Run.Scenario.Number)), Text(run));
            Assert.Equal(Text(run), Text(journal.Run(run.Run.Scenario.Number)!));
        }

        Assert.Null(journal.Run(3));
    }

    [Fact]
    public void Findings_of_one_fault_are_one_bucket_with_its_verdict()
    {
        Write(3);

        var journal = CampaignJournal.Read(JournalPath);

        var bucket = Assert.Single(journal.Buckets);
        Assert.Equal("server-error | read thing | boom at line <n>", bucket.Key.ToString());
        Assert.Equal(3, bucket.Count);
        Assert.Equal([0, 1, 2], bucket.Examples);
        Assert.Equal((0, 2), (bucket.Scenario, bucket.FoundAfter));
        Assert.Equal((BucketVerdict.Confirmed, 3, 3), (bucket.Verdict, bucket.Tries, bucket.Seen));
        Assert.Equal(bucket.Key, journal.Bucket(bucket.Key.Id[..5])!.Key);
        Assert.Null(journal.Bucket("x"));
        Assert.Equal((3, 15, 378), (journal.ScenarioCount, journal.Requests, journal.Bytes));
    }

    [Fact]
    public void Coverage_counts_operations_answers_and_buckets_as_they_come()
    {
        Write(3);

        var journal = CampaignJournal.Read(_folder.Path);

        Assert.Equal(new CoveragePoint(TimeSpan.Zero, 0, 0, 0, 0, 0), journal.Coverage[0]);
        Assert.Equal(new CoveragePoint(TimeSpan.FromMilliseconds(1), 1, 2, 1, 2, 1), journal.Coverage[1]);
        Assert.Equal(new CoveragePoint(TimeSpan.FromMilliseconds(3), 3, 15, 1, 2, 1), journal.Coverage[^1]);
        var create = journal.Operations[0];
        Assert.Equal(("create thing", 3, 1, true), (create.Operation, create.Requests, create.Features, create.Succeeded));
        var read = journal.Operations[1];
        Assert.Equal((3, 3, false), (read.ByClass[5], read.ByStatus[500], read.Succeeded));
    }

    [Fact]
    public void Body_longer_than_the_limit_is_cut_between_characters()
    {
        var body = new string('ä', JournalLimits.AnswerBody);
        var run = JournalSamples.Run(0);
        var long1 = run with
        {
            Run = run.Run with { Results = [run.Run.Results[0] with { Answer = JournalSamples.Answer(200, $"x{body}") }] },
        };
        using (var writer = JournalWriter.Create(_folder.Path, JournalSamples.Header, TimeProvider.System))
        {
            writer.Add(long1);
        }

        var answer = CampaignJournal.Read(_folder.Path).Run(0)!.Run.Results[0].Answer!;

        Assert.True(answer.IsCut);
        Assert.Equal(JournalLimits.AnswerBody - 1, answer.Body.Length);
        Assert.Equal($"x{body[..((JournalLimits.AnswerBody - 2) / 2)]}", System.Text.Encoding.UTF8.GetString(answer.Body.Span));
    }

    [Fact]
    public void Journal_cut_anywhere_gives_all_whole_records_before_and_goes_on_from_there()
    {
        Write(3);
        var whole = File.ReadAllBytes(JournalPath);
        var ends = Enumerable.Range(0, whole.Length).Where(at => whole[at] == '\n').Select(at => at + 1).ToList();

        for (var length = ends[0]; length <= whole.Length; length++)
        {
            File.WriteAllBytes(JournalPath, whole[..length]);
            var intact = ends.Where(end => end <= length).ToList();
            var journal = CampaignJournal.Read(_folder.Path);
            Assert.Equal(Math.Min(3, intact.Count - 1), journal.ScenarioCount);
            Assert.Equal(intact[^1] == length ? 0 : 1, journal.Notices.Count);

            using (JournalWriter.Resume(_folder.Path, () => CampaignJournal.Read(_folder.Path), TimeProvider.System)) { }

            var resumed = CampaignJournal.Read(_folder.Path);
            Assert.Equal((journal.ScenarioCount, 1, 0), (resumed.ScenarioCount, resumed.Resumes, resumed.Notices.Count));
        }
    }

    [Fact]
    public void Journal_cut_in_its_header_has_not_begun()
    {
        Write(0);
        var header = File.ReadAllBytes(JournalPath).AsSpan();
        header = header[..header.IndexOf((byte)'\n')];
        foreach (var length in new[] { 0, 1, 9, header.Length - 1, header.Length })
        {
            File.WriteAllBytes(JournalPath, header[..length]);

            var error = Assert.Throws<FuzzException>(() => CampaignJournal.Read(_folder.Path));
            Assert.Equal(FuzzErrorKind.BadInput, error.Kind);
            Assert.StartsWith($"{JournalPath}:1:1: ", error.Message, StringComparison.Ordinal);

            using (JournalWriter.Create(_folder.Path, JournalSamples.Header, TimeProvider.System)) { }

            Assert.Equal(0, CampaignJournal.Read(_folder.Path).ScenarioCount);
        }
    }

    [Fact]
    public void Damage_in_the_middle_is_told_with_its_line()
    {
        Write(3);
        var lines = File.ReadAllLines(JournalPath);
        for (var line = 0; line < lines.Length - 1; line++)
        {
            var damaged = lines.ToArray();
            damaged[line] = damaged[line].Replace("\":", "\";", StringComparison.Ordinal);
            File.WriteAllLines(JournalPath, damaged);

            var error = Assert.Throws<FuzzException>(() => CampaignJournal.Read(_folder.Path));

            Assert.Equal(FuzzErrorKind.BadInput, error.Kind);
            Assert.StartsWith($"{JournalPath}:{line + 1}:1: ", error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Second_writer_is_refused_and_readers_are_not()
    {
        using var writer = JournalWriter.Create(_folder.Path, JournalSamples.Header, TimeProvider.System);

        var error = Assert.Throws<FuzzException>(() => JournalWriter.Create(_folder.Path, JournalSamples.Header, TimeProvider.System));

        Assert.Equal(FuzzErrorKind.Conflict, error.Kind);
        Assert.Equal(0, CampaignJournal.Read(_folder.Path).ScenarioCount);
    }

    [Fact]
    public void Campaign_that_is_there_is_not_begun_again()
    {
        Write(1);

        var error = Assert.Throws<FuzzException>(() => JournalWriter.Create(_folder.Path, JournalSamples.Header, TimeProvider.System));

        Assert.Equal(FuzzErrorKind.Usage, error.Kind);
        Assert.Equal(1, CampaignJournal.Read(_folder.Path).ScenarioCount);
    }

    [Fact]
    public void Journal_that_is_not_there_is_said_to_be_missing()
    {
        var error = Assert.Throws<FuzzException>(() => CampaignJournal.Read(_folder.Path));

        Assert.Equal(FuzzErrorKind.Missing, error.Kind);
        Assert.Throws<FuzzException>(() => JournalWriter.Resume(_folder.Path, () => null!, TimeProvider.System));
    }

    private static string Text(JournalRun run)
    {
        var buffer = new System.Buffers.ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            RunJson.Write(writer, run);
            foreach (var result in run.Run.Results.Where(result => result.Sent is not null))
            {
                writer.WriteStartObject("sent");
                ScenarioJson.Write(writer, result.Sent!);
                writer.WriteEndObject();
            }

            writer.WriteEndObject();
        }

        return System.Text.Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private void Write(int runs)
    {
        using var writer = JournalWriter.Create(_folder.Path, JournalSamples.Header, TimeProvider.System);
        for (var number = 0; number < runs; number++)
        {
            writer.Add(JournalSamples.Run(number));
        }

        if (runs > 0)
        {
            var key = BucketKey.Of(JournalSamples.Run(0).Findings[0]);
            writer.Add(
                new JournalVerdict
                {
                    Bucket = key.Id,
                    Verdict = BucketVerdict.Confirmed,
                    Tries = 3,
                    Seen = 3,
                    At = TimeSpan.FromMilliseconds(runs),
                    Requests = 9,
                    Bytes = 9,
                }
            );
            writer.Add(new JournalEnd(EndReason.Requests, TimeSpan.FromSeconds(1)));
        }
    }
}
