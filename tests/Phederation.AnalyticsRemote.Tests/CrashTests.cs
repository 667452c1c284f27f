using Phederation.AnalyticsRemote.Tests.Support;
using Phederation.Processes;
using Phederation.Testing.Services;

namespace Phederation.AnalyticsRemote.Tests;

/// <summary>The process ends without a word at each stage of a request, and goes on where its journal says.</summary>
public sealed class CrashTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact(Timeout = 120_000)]
    public async Task Killed_while_the_analysis_runs_it_asks_for_it_again_and_answers_once()
    {
        await using var site = await RemoteSite.CreateAsync(Cancellation);
        site.Analyses.Hold = new TaskCompletionSource();
        await site.RunAsync(Cancellation);
        var id = site.Central.Ask();
        await UntilAsync(() => site.Analyses.Runs.Count == 1);
        await site.KillAsync(Cancellation);
        site.Analyses.Hold.SetResult();
        site.Analyses.Hold = null;
        // Even where the central service hands it out no more.
        site.Central.Pending.Clear();

        await site.RunAsync(Cancellation);

        Assert.Equal("completed", (string)(await site.Central.AnswerAsync(id, Cancellation))["status"]!);
        Assert.Equal(2, site.Analyses.Runs.Count);
        Assert.Single(site.Central.Answers);
    }

    [Fact(Timeout = 120_000)]
    public async Task Killed_before_the_answer_is_taken_it_sends_it_and_computes_nothing_again()
    {
        await using var site = await RemoteSite.CreateAsync(Cancellation);
        site.Central.BeforeTaking = new TaskCompletionSource();
        await site.RunAsync(Cancellation);
        var id = site.Central.Ask();
        await UntilAsync(() => site.Process.Log.Contains("is answered", StringComparison.Ordinal));
        await site.KillAsync(Cancellation);
        site.Central.BeforeTaking.SetException(new IOException("gone"));
        site.Central.BeforeTaking = null;

        await site.RunAsync(Cancellation);

        Assert.Equal("completed", (string)(await site.Central.AnswerAsync(id, Cancellation))["status"]!);
        Assert.Single(site.Analyses.Runs);
    }

    [Fact(Timeout = 120_000)]
    public async Task Killed_before_it_hears_that_the_answer_was_taken_it_sends_the_same_again()
    {
        await using var site = await RemoteSite.CreateAsync(Cancellation);
        site.Central.AfterTaking = new TaskCompletionSource();
        await site.RunAsync(Cancellation);
        var id = site.Central.Ask();
        await site.Central.AnswerAsync(id, Cancellation);
        await site.KillAsync(Cancellation);
        site.Central.AfterTaking.SetResult();
        site.Central.AfterTaking = null;

        await site.RunAsync(Cancellation);
        await UntilAsync(() => site.Central.Answers.Count == 2);

        Assert.Single(site.Central.Answers.Select(answer => answer.Answer).Distinct());
        Assert.Single(site.Analyses.Runs);
    }

    [Fact(Timeout = 120_000)]
    public async Task Killed_after_all_is_done_it_does_nothing_again()
    {
        await using var site = await RemoteSite.StartAsync(Cancellation);
        var first = site.Central.Ask();
        await site.Central.AnswerAsync(first, Cancellation);
        await UntilAsync(() => site.Process.Log.Contains("is delivered", StringComparison.Ordinal));
        await site.KillAsync(Cancellation);
        await File.WriteAllTextAsync(Path.Combine(site["state"], "journal", "half.json.new"), "{\"id\":", Cancellation);

        await site.RunAsync(Cancellation);
        await site.Central.AnswerAsync(site.Central.Ask(), Cancellation);

        Assert.Single(site.Central.Answers, answer => answer.Id == first);
        Assert.Equal(2, site.Analyses.Runs.Count);
    }

    [Fact(Timeout = 120_000)]
    public async Task Ended_in_order_it_leaves_the_request_for_the_next_start()
    {
        await using var site = await RemoteSite.CreateAsync(Cancellation);
        site.Analyses.Hold = new TaskCompletionSource();
        await site.RunAsync(Cancellation);
        var id = site.Central.Ask();
        await UntilAsync(() => site.Analyses.Runs.Count == 1);
        await site.Process.Process.StopAsync(TimeSpan.FromSeconds(30), Cancellation);
        Assert.Equal(0, await site.Process.Process.WaitForExitAsync(Cancellation));
        await site.Process.DisposeAsync();
        site.Analyses.Hold.SetResult();
        site.Analyses.Hold = null;

        await site.RunAsync(Cancellation);

        Assert.Equal("completed", (string)(await site.Central.AnswerAsync(id, Cancellation))["status"]!);
    }

    [Theory]
    [InlineData("PHEDERATION_CENTRAL_URL", "http://central.example.org")]
    [InlineData("PHEDERATION_CENTRAL_URL", "")]
    [InlineData("PHEDERATION_CENTRAL_URL", "https://user:secret@central.example.org")]
    [InlineData("PHEDERATION_ORGANISATION", "")]
    [InlineData("PHEDERATION_ORGANISATION", "a/../b")]
    [InlineData("PHEDERATION_STATE", "/proc/nowhere")]
    [InlineData("PHEDERATION_CENTRAL_TOKEN_SECRET", "nowhere")]
    [InlineData("PHEDERATION_CENTRAL_AUTHORITY_SECRET", "central_token")]
    [InlineData("PHEDERATION_POLL_SECONDS", "0")]
    public async Task Malformed_setting_ends_the_start(string name, string value)
    {
        await using var site = await RemoteSite.CreateAsync(Cancellation);
        site.Variables[name] = value;

        var result = await new ProcessRunner().RunAsync(
            ServiceProcess.Request("analytics-remote", site.Variables) with
            {
                TimeLimit = TimeSpan.FromSeconds(30),
            },
            Cancellation
        );

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("mend:", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("secret@", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("no key at all")]
    [InlineData("private")]
    [InlineData("p384")]
    public async Task Key_of_a_signer_that_is_none_ends_the_start(string kind)
    {
        await using var site = await RemoteSite.CreateAsync(Cancellation);
        using var private256 = System.Security.Cryptography.ECDsa.Create(System.Security.Cryptography.ECCurve.NamedCurves.nistP256);
        using var public384 = System.Security.Cryptography.ECDsa.Create(System.Security.Cryptography.ECCurve.NamedCurves.nistP384);
        site.Write(
            "secrets/study_signers",
            kind switch
            {
                "private" => private256.ExportPkcs8PrivateKeyPem(),
                "p384" => public384.ExportSubjectPublicKeyInfoPem(),
                _ => kind,
            }
        );

        var result = await new ProcessRunner().RunAsync(
            ServiceProcess.Request("analytics-remote", site.Variables) with
            {
                TimeLimit = TimeSpan.FromSeconds(30),
            },
            Cancellation
        );

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("study_signers", result.Error, StringComparison.Ordinal);
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        while (!condition())
        {
            await Task.Delay(50, Cancellation);
        }
    }
}
