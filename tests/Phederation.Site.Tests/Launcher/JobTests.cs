using Phederation.Processes;
using Phederation.Site.Tests.Fixtures;
using Phederation.Trust.Releases;

namespace Phederation.Site.Tests.Launcher;

/// <summary>Jobs as a site's administrator runs them.</summary>
public sealed class JobTests(ReleaseMaker maker)
{
    private const string Script = "cat /data/*.csv 2>/dev/null; echo done; echo trouble >&2; exit 8";
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    [Fact(Timeout = 300_000)]
    public async Task Job_writes_its_output_and_hands_on_its_exit_code_and_leaves_no_container()
    {
        await using var site = await OpenAsync(Script);
        var name = site.Site.Service;

        LauncherTests.AssertExit(ExitCode.Missing, await JobAsync(site, name), "No site was brought up");
        LauncherTests.AssertExit(ExitCode.Success, await site.RunAsync(Token, "up"));
        LauncherTests.AssertExit(ExitCode.Success, await JobAsync(site), name);
        LauncherTests.AssertExit(ExitCode.GateFailed, await JobAsync(site, name), "done", "trouble");
        LauncherTests.AssertExit(ExitCode.Usage, await JobAsync(site, "no-such-job"), "no job 'no-such-job'", name);

        Assert.Null(await site.Site.Scope.Engine.Containers.InspectAsync(name, Token));
    }

    [Fact(Timeout = 300_000)]
    public async Task Job_is_given_the_plain_files_of_a_folder_and_nothing_else()
    {
        await using var site = await OpenAsync(Script);
        var name = site.Site.Service;
        LauncherTests.AssertExit(ExitCode.Success, await site.RunAsync(Token, "up"));
        var input = Directory.CreateDirectory(site.Site.Temp["input"]).FullName;

        LauncherTests.AssertExit(ExitCode.BadInput, await JobAsync(site, name, "--input", input), "holds 0 plain files");
        LauncherTests.AssertExit(ExitCode.Missing, await JobAsync(site, name, "--input", input + "-absent"), "no folder");

        await File.WriteAllTextAsync(Path.Combine(input, "a.csv"), "first file\n", Token);
        File.CreateSymbolicLink(Path.Combine(input, "b.csv"), "/etc/hostname");
        var run = await JobAsync(site, name, "--input", input);
        LauncherTests.AssertExit(ExitCode.GateFailed, run, "first file");
        Assert.DoesNotContain(Environment.MachineName, run.Output, StringComparison.Ordinal);
    }

    [Fact(Timeout = 300_000)]
    public async Task Arguments_after_two_dashes_are_the_jobs_own()
    {
        await using var site = await OpenAsync(Script);
        LauncherTests.AssertExit(ExitCode.Success, await site.RunAsync(Token, "up"));

        // They take the place of the image's command.
        LauncherTests.AssertExit(
            ExitCode.Success,
            await JobAsync(site, site.Site.Service, "--", "/bin/sh", "-c", "echo mine: $0", "--state"),
            "mine: --state"
        );
    }

    private async Task<ReleasedSite> OpenAsync(string script)
    {
        var site = await ReleasedSite.OpenAsync(maker, Token);
        Directory.Delete(site.Folder, recursive: true);
        await maker.MakeAsync(
            site.Folder,
            site.Site,
            script: script,
            contract: site.Site.Contract with
            {
                Ports = [],
                RestartPolicy = "no",
            },
            role: ReleaseImage.JobRole,
            cancellationToken: Token
        );
        return site;
    }

    private static Task<ProcessResult> JobAsync(ReleasedSite site, params string[] arguments) =>
        LauncherRun.RunAsync(
            ["job", "--release", site.Folder, "--root-key-id", site.RootKeyId, "--state", site.Site.State.Path, .. arguments],
            Token
        );
}
