namespace Phederation.Processes.Tests;

/// <summary>What people read of a failed command.</summary>
public sealed class MessageTests
{
    private static readonly ProcessRequest Request = new() { Program = "apt-get", Arguments = ["install", "a b", "it's", "", "x=1"] };

    [Fact]
    public void Command_shows_where_each_argument_begins_and_ends() =>
        Assert.Equal(@"apt-get install 'a b' 'it'\''s' '' x=1", Request.ToString());

    [Fact]
    public void Success_is_passed_on()
    {
        var result = new ProcessResult(0, "out", "", TimeSpan.Zero);

        Assert.Same(result, result.EnsureSuccess(Request));
    }

    [Fact]
    public void Failure_has_the_program_the_exit_code_and_the_end_of_its_error()
    {
        var error = string.Concat(Enumerable.Range(0, 2000).Select(number => $"line {number}\n"));
        var result = new ProcessResult(100, "out", error, TimeSpan.Zero);

        var failure = Assert.Throws<ProcessFailedException>(() => result.EnsureSuccess(Request));

        Assert.Equal(("apt-get", 100, ProcessFailure.ExitCode), (failure.Program, failure.ExitCode, failure.Failure));
        Assert.StartsWith("apt-get failed with exit code 100 (the command: apt-get install", failure.Message, StringComparison.Ordinal);
        Assert.StartsWith("…line ", failure.ErrorTail, StringComparison.Ordinal);
        Assert.EndsWith("line 1999", failure.ErrorTail, StringComparison.Ordinal);
        Assert.InRange(failure.ErrorTail.Length, 3000, 4100);
    }

    [Fact]
    public void Failure_without_an_error_shows_the_end_of_the_output()
    {
        var failure = Assert.Throws<ProcessFailedException>(() =>
            new ProcessResult(1, "out\n", " \n", TimeSpan.Zero).EnsureSuccess(Request)
        );

        Assert.Equal("out", failure.ErrorTail);
    }

    [Fact]
    public void Signal_is_named()
    {
        var failure = Assert.Throws<ProcessFailedException>(() => new ProcessResult(137, "", "", TimeSpan.Zero).EnsureSuccess(Request));

        Assert.Contains("exit code 137 (signal 9)", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Long_command_is_cut_in_the_message()
    {
        var request = Request with { Arguments = [.. Enumerable.Range(0, 10_000).Select(number => number.ToString())] };

        var failure = Assert.Throws<ProcessFailedException>(() => new ProcessResult(1, "", "", TimeSpan.Zero).EnsureSuccess(request));

        Assert.InRange(failure.Message.Length, 2000, 2200);
    }

    [Fact]
    public void Advice_for_an_unknown_program_says_where_it_is_looked_for() =>
        Assert.Equal("install it or put its folder into PATH", Programs.Advice("phederation-no-such-program"));
}
