using System.CommandLine;
using Phederation.Fuzz.Output;
using Phederation.Fuzzing;
using Phederation.Fuzzing.Campaigns;
using Phederation.Fuzzing.Campaigns.Corpora;
using Phederation.Fuzzing.Generating.Bytes;
using Phederation.Fuzzing.Journals;
using Phederation.Fuzzing.Sending;
using Phederation.Fuzzing.Sending.Actors;
using Phederation.Site;

namespace Phederation.Fuzz.Commands;

/// <summary><c>phederation-fuzz run</c>: runs a campaign, or goes on with one.</summary>
internal static class RunCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(GlobalOptions options)
    {
        var own = new RunOptions();
        var command = new Command("run", "Send requests to a target until the budget is used up, and keep what was found.")
        {
            options.Target,
            options.Model,
            own.Folder,
            own.Resume,
            options.Seed,
            own.Shard,
            options.Requests,
            options.Budget,
            own.Bytes,
            own.Rate,
            own.Actor,
            options.AllowHost,
            own.Ca,
            own.Corpus,
            own.SaveCorpus,
            own.Dictionary,
            own.Process,
            own.Container,
            own.Dependency,
            own.ReloadSignal,
            own.Disk,
            own.EventShare,
            own.AnswerLimit,
            options.FailOn,
        };
        command.SetAction((parsed, cancellationToken) => RunAsync(options, own, parsed, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(GlobalOptions options, RunOptions own, ParseResult parsed, CancellationToken cancellationToken)
    {
        var consoles = new Consoles(parsed.GetValue(options.NoColor));
        var model = options.Models.Make(parsed.GetValue(options.Model)!);
        var target = TargetOf(options, own, parsed);
        var folder = parsed.GetValue(own.Folder)!;
        var campaign = CampaignOf(options, own, parsed, model.Name);
        await using var subject = await TargetSubject.OpenAsync(own, parsed, folder, cancellationToken);
        var result = await new Campaign(
            campaign,
            model,
            CampaignOracles.Of(model, target),
            target,
            subject.Control,
            subject.Watch,
            new ConsoleObserver(consoles.Error, TimeProvider.System),
            TimeProvider.System
        ).RunAsync(cancellationToken);
        CorpusFile.Save(result.Corpus, parsed.GetValue(own.SaveCorpus) ?? Path.Combine(folder, "corpus.json"));

        var journal = CampaignJournal.Read(folder);
        ResultView.Write(consoles.Out, journal.Header, journal);
        ReportFiles.Write(consoles, journal, folder);
        var code = Gate.Judge(journal.Buckets, parsed.GetValue(options.FailOn));
        return result.Reason switch
        {
            EndReason.Interrupted => ExitCode.Interrupted,
            EndReason.TargetGone when code == ExitCode.Success => ExitCode.ServiceFailed,
            _ => code,
        };
    }

    /// <summary>The target that the options name.</summary>
    internal static FuzzTarget TargetOf(GlobalOptions options, RunOptions own, ParseResult parsed)
    {
        var target = new FuzzTarget
        {
            Base = parsed.GetValue(options.Target)!,
            Actors = [.. (parsed.GetValue(own.Actor) ?? []).Select(ActorOf)],
            AllowedHosts = (parsed.GetValue(options.AllowHost) ?? []).ToHashSet(StringComparer.OrdinalIgnoreCase),
            CertificateFile = parsed.GetValue(own.Ca),
        };
        return parsed.GetValue(own.AnswerLimit) is { } limit ? target with { AnswerLimit = limit } : target;
    }

    private static Actor ActorOf(string text)
    {
        var parts = text.Split('=', 2);
        return parts.Length == 2
            ? ActorFile.Load(parts[0], parts[1])
            : throw new FuzzException(FuzzErrorKind.Usage, $"--actor '{text}' names no file.", "Write --actor NAME=FILE.");
    }

    private static CampaignOptions CampaignOf(GlobalOptions options, RunOptions own, ParseResult parsed, string model)
    {
        var share = parsed.GetValue(own.EventShare);
        return new CampaignOptions
        {
            Folder = parsed.GetValue(own.Folder)!,
            Seed = parsed.GetValue(options.Seed),
            Shard = parsed.GetValue(own.Shard),
            Resumes = parsed.GetValue(own.Resume),
            Budget = new CampaignBudget(parsed.GetValue(options.Requests), parsed.GetValue(options.Budget), parsed.GetValue(own.Bytes)),
            Rate = parsed.GetValue(own.Rate),
            EventShare = share is >= 0 and <= 0.9
                ? share
                : throw new FuzzException(FuzzErrorKind.Usage, $"--event-share {share} is no share.", "Take one from 0 to 0.9."),
            SocketShare = share == 0 ? 0 : new CampaignOptions { Folder = "", Seed = 0 }.SocketShare,
            Corpus = parsed.GetValue(own.Corpus) is { } corpus ? CorpusFile.Load(corpus, model) : null,
            Words = parsed.GetValue(own.Dictionary) is { } dictionary ? WordsOf(dictionary) : [],
        };
    }

    private static IReadOnlyList<ReadOnlyMemory<byte>> WordsOf(string path) =>
        [.. AflDictionary.Parse(File.ReadAllText(path), path).Tokens.Select(token => token.Value)];
}
