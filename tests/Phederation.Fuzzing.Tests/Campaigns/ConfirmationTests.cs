using Phederation.Fuzzing.Buckets;
using Phederation.Fuzzing.Campaigns;
using Phederation.Fuzzing.Journals;
using Phederation.Testing;
using Phederation.Testing.Fuzzed;

namespace Phederation.Fuzzing.Tests.Campaigns;

/// <summary>What a campaign finds in its last moments is decided like all else.</summary>
public sealed class ConfirmationTests : IAsyncLifetime
{
    private readonly TempFolder _folder = new();
    private NotesService _service = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _service = await NotesService.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _service.DisposeAsync();
        _folder.Dispose();
    }

    [Theory(Timeout = 60_000)]
    [InlineData(10, false)]
    [InlineData(0, true)]
    public async Task Faults_that_are_found_when_the_time_is_over_are_tried_again_for_a_while(int seconds, bool leavesOpen)
    {
        var start = TimeProvider.System.GetTimestamp();
        var result = await (
            Campaign("late") with
            {
                Budget = new CampaignBudget(Time: TimeSpan.FromSeconds(1)),
                Options = options => options with { ConfirmationTime = TimeSpan.FromSeconds(seconds) },
                // The first fault is found when not even what is under way is waited for.
                Observer = new RecordingObserver
                {
                    OnRun = run =>
                    {
                        if (run.Findings.Count > 0)
                        {
                            Task.Delay(
                                    Max(TimeSpan.Zero, TimeSpan.FromSeconds(3.5) - TimeProvider.System.GetElapsedTime(start)),
                                    Cancellation
                                )
                                .GetAwaiter()
                                .GetResult();
                        }
                    },
                },
            }
        ).RunAsync();

        Assert.Equal(EndReason.Time, result.Reason);
        Assert.NotEmpty(result.Tally.Buckets);
        Assert.Equal(leavesOpen, result.Tally.Buckets.Any(bucket => bucket.Verdict == BucketVerdict.Open));
        Assert.Equal(
            result.Tally.Buckets.Select(bucket => (bucket.Key.Id, bucket.Verdict)),
            CampaignJournal.Read(_folder["late"]).Buckets.Select(bucket => (bucket.Key.Id, bucket.Verdict))
        );
    }

    [Fact(Timeout = 60_000)]
    public async Task No_fault_stays_open_wherever_the_requests_end()
    {
        for (var requests = 20; requests < 120; requests += 7)
        {
            var before = _service.Requests;

            var result = await (Campaign($"r{requests}") with { Budget = new CampaignBudget(requests) }).RunAsync();

            Assert.DoesNotContain(result.Tally.Buckets, bucket => bucket.Verdict == BucketVerdict.Open);
            Assert.InRange(_service.Requests - before, requests / 3, requests);
        }
    }

    private static TimeSpan Max(TimeSpan one, TimeSpan other) => one > other ? one : other;

    private NotesCampaign Campaign(string folder) => new(_service.Base, _folder[folder]);
}
