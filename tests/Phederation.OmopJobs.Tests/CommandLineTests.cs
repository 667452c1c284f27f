using Phederation.OmopJobs.Tests.Support;

namespace Phederation.OmopJobs.Tests;

public sealed class CommandLineTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory(Timeout = 120_000)]
    [InlineData("indexes-and-constraints", "--dry-run")]
    [InlineData("custom-concepts", "--folder")]
    [InlineData("qa-database", "--replace")]
    [InlineData("qa-database", "source-disable")]
    public async Task Help_lists_options_and_exit_codes(string job, string option)
    {
        var result = (await Job.RunAsync(Cancellation, job, "--help")).Ended(0);

        Assert.Contains(option, result.Output, StringComparison.Ordinal);
        Assert.Contains("11  the password is wrong", result.Output, StringComparison.Ordinal);
    }

    [Theory(Timeout = 120_000)]
    [InlineData("indexes-and-constraints", "--dry-rum")]
    [InlineData("indexes-and-constraints", "--port", "0")]
    [InlineData("indexes-and-constraints", "--tls", "maybe")]
    [InlineData("indexes-and-constraints", "--skip", "xpk_nothing")]
    [InlineData("indexes-and-constraints", "--password-secret", "../etc/passwd")]
    [InlineData("qa-database", "--remove", "--replace")]
    [InlineData("no-job")]
    [InlineData]
    public async Task Wrong_command_line_is_told_and_nothing_is_connected(params string[] arguments)
    {
        var result = (await Job.RunAsync(Cancellation, arguments)).Ended(2);

        Assert.Contains("error: ", result.Error, StringComparison.Ordinal);
        Assert.Contains("mend: ", result.Error, StringComparison.Ordinal);
    }

    [Fact(Timeout = 120_000)]
    public async Task Missing_secret_is_named()
    {
        var result = (await Job.RunAsync(Cancellation, "indexes-and-constraints", "--secrets", "/nowhere")).Ended(4);

        Assert.Contains("/nowhere/phederation_admin_password is not there", result.Error, StringComparison.Ordinal);
    }
}
