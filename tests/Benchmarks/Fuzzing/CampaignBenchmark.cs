using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Sockets;
using Phederation.Fuzzing.Campaigns;
using Phederation.Fuzzing.Exchanges;
using Phederation.Fuzzing.Journals;
using Phederation.Fuzzing.Oracles;
using Phederation.Fuzzing.Sending;
using Phederation.Fuzzing.Targets;
using Phederation.Processes;
using Phederation.Testing.Fuzzed;

namespace Phederation.Benchmarks.Fuzzing;

/// <summary>
/// How many requests a second a campaign sends, with all that it does for each (composing, judging, journal), against a loop that only sends the same
/// requests again, prepared beforehand, by HttpClient. Both have one connection to a service of their own process.
/// </summary>
internal static class CampaignBenchmark
{
    private const int Requests = 20_000;
    private const string Port = "18473";

    private static readonly Uri Base = new($"http://127.0.0.1:{Port}/base");

    /// <summary>Measures and prints.</summary>
    public static async Task RunAsync(int rounds, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("phederation-benchmark-");
        try
        {
            var campaign = new List<double>();
            var loop = new List<double>();
            // The first round is for the compiler.
            for (var round = 0; round <= rounds; round++)
            {
                var journal = Path.Combine(folder.FullName, $"{round}");
                var measured = await WithServiceAsync(folder.FullName, () => CampaignAsync(journal, cancellationToken), cancellationToken);
                var requests = RequestsOf(journal);
                var against = await WithServiceAsync(folder.FullName, () => LoopAsync(requests, cancellationToken), cancellationToken);
                if (round > 0)
                {
                    campaign.Add(measured);
                    loop.Add(against);
                }
            }

            Figures.Ratio("requests of a campaign, against a bare loop of the same requests", campaign, loop, "aim: at least 0.5");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<double> CampaignAsync(string folder, CancellationToken cancellationToken)
    {
        var model = new NotesModel();
        var watch = Stopwatch.StartNew();
        var result = await new Campaign(
            new CampaignOptions
            {
                Folder = folder,
                Seed = 1,
                Budget = new CampaignBudget(Requests),
                SocketShare = 0,
            },
            model,
            [.. OracleSets.Http(Base), .. model.Oracles],
            new FuzzTarget { Base = Base },
            NoControl.Instance,
            NoControl.Instance,
            new SilentObserver(),
            TimeProvider.System
        ).RunAsync(cancellationToken);
        return result.Tally.Requests / watch.Elapsed.TotalSeconds;
    }

    private static List<FuzzRequest> RequestsOf(string folder) =>
        [.. CampaignJournal.Read(folder).Runs().SelectMany(run => run.Run.Results).Select(result => result.Sent).OfType<FuzzRequest>()];

    private static async Task<double> LoopAsync(List<FuzzRequest> requests, CancellationToken cancellationToken)
    {
        using var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            MaxConnectionsPerServer = 1,
        };
        using var client = new HttpClient(handler);
        var watch = Stopwatch.StartNew();
        foreach (var request in requests)
        {
            using var message = new HttpRequestMessage(new HttpMethod(request.Method), $"{Base}{request.Path}");
            if (request.Body is { } body)
            {
                message.Content = new ReadOnlyMemoryContent(body);
                message.Content.Headers.ContentType = MediaTypeHeaderValue.TryParse(request.ContentType, out var type) ? type : null;
            }

            using var answer = await client.SendAsync(message, cancellationToken);
            await answer.Content.ReadAsByteArrayAsync(cancellationToken);
        }

        return requests.Count / watch.Elapsed.TotalSeconds;
    }

    private static async Task<double> WithServiceAsync(string folder, Func<Task<double>> measure, CancellationToken cancellationToken)
    {
        await using var service = ServerProcess.Start(
            new ProcessRequest { Program = "dotnet", Arguments = ["exec", typeof(NotesModel).Assembly.Location, "serve", Port] },
            Path.Combine(folder, "service.log")
        );
        await service.WaitUntilReadyAsync(ListensAsync, TimeSpan.FromSeconds(30), cancellationToken);
        return await measure();
    }

    private static async Task<bool> ListensAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(Base.Host, Base.Port, cancellationToken);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private sealed class SilentObserver : ICampaignObserver
    {
        public void Started(JournalHeader header, CampaignTally tally) { }

        public void Ran(JournalRun run, CampaignTally tally) { }

        public void Found(BucketSummary bucket) { }

        public void Judged(BucketSummary bucket) { }

        public void Notice(string text) { }
    }
}
