using System.Diagnostics;
using System.IO.Pipelines;
using System.Runtime.Versioning;
using System.Text;
using Phederation.Testing;

namespace Phederation.Processes.Tests;

[SupportedOSPlatform("linux")]
public sealed class ProcessRunnerTests : IDisposable
{
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(300);

    private readonly TempFolder _folder = new();
    private readonly ProcessRunner _runner = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact(Timeout = 30_000)]
    public async Task Run_of_a_program_returns_its_output_its_error_and_its_exit_code()
    {
        var result = await _runner.RunAsync(Shell("echo out; echo err >&2; exit 7"), Cancellation);

        Assert.Equal((7, "out\n", "err\n"), (result.ExitCode, result.Output, result.Error));
    }

    [Fact(Timeout = 30_000)]
    public async Task Arguments_reach_the_program_as_they_are()
    {
        string[] arguments = ["a b", "", "'\"$HOME`id`\\", "line\nline", "ä€😀", "*"];

        var result = await _runner.RunAsync(new ProcessRequest { Program = "printf", Arguments = ["%s|", .. arguments] }, Cancellation);

        Assert.Equal(string.Concat(arguments.Select(argument => argument + "|")), result.Output);
    }

    [Fact(Timeout = 30_000)]
    public async Task Input_is_read_by_the_program_and_ends()
    {
        var input = Encoding.UTF8.GetBytes(string.Join('\n', Enumerable.Range(0, 100_000)));

        var result = await _runner.RunAsync(new ProcessRequest { Program = "cat", Input = input }, Cancellation);

        Assert.Equal(input, Encoding.UTF8.GetBytes(result.Output));
    }

    [Fact(Timeout = 30_000)]
    public async Task Input_from_a_stream_is_read_as_it_comes_and_ends()
    {
        var pipe = new Pipe();
        var bytes = Encoding.ASCII.GetBytes(string.Join('\n', Enumerable.Range(0, 300_000)));
        var request = new ProcessRequest { Program = "cat", InputFrom = pipe.Reader.AsStream() };

        var running = _runner.RunAsync(request, Cancellation);
        foreach (var part in bytes.Chunk(50_000))
        {
            await pipe.Writer.WriteAsync(part, Cancellation);
        }

        await pipe.Writer.CompleteAsync();

        Assert.Equal(bytes, Encoding.ASCII.GetBytes((await running).Output));
    }

    [Fact(Timeout = 30_000)]
    public async Task Input_whose_stream_fails_stops_the_program_before_it_takes_the_part_for_the_whole()
    {
        var pipe = new Pipe();
        await pipe.Writer.WriteAsync("part"u8.ToArray(), Cancellation);
        var request = Shell($"cat; echo whole > {_folder["whole"]}") with { InputFrom = pipe.Reader.AsStream() };

        var running = _runner.RunAsync(request, Cancellation);
        await pipe.Writer.CompleteAsync(new InvalidDataException("the source failed"));

        Assert.Equal("the source failed", (await Assert.ThrowsAsync<InvalidDataException>(() => running)).Message);
        Assert.False(File.Exists(_folder["whole"]));
    }

    [Fact(Timeout = 30_000)]
    public async Task Input_from_a_stream_that_does_not_end_does_not_hold_a_program_that_has_ended()
    {
        var request = Shell("exit 3") with { InputFrom = new Pipe().Reader.AsStream() };

        Assert.Equal(3, (await _runner.RunAsync(request, Cancellation)).ExitCode);
    }

    [Fact(Timeout = 30_000)]
    public async Task Without_input_the_program_reads_an_empty_one()
    {
        var result = await _runner.RunAsync(new ProcessRequest { Program = "cat" }, Cancellation);

        Assert.Equal((0, ""), (result.ExitCode, result.Output));
    }

    [Fact(Timeout = 30_000)]
    public async Task Input_that_the_program_does_not_read_is_no_failure()
    {
        var result = await _runner.RunAsync(new ProcessRequest { Program = "true", Input = new byte[4_000_000] }, Cancellation);

        Assert.Equal(0, result.ExitCode);
    }

    [Fact(Timeout = 30_000)]
    public async Task Environment_is_merged_and_null_removes_a_variable()
    {
        var request = Shell("echo \"$ONE:${HOME-none}:${PATH:+path}\"") with
        {
            Environment = new Dictionary<string, string?> { ["ONE"] = "1", ["HOME"] = null },
        };

        var result = await _runner.RunAsync(request, Cancellation);

        Assert.Equal("1:none:path\n", result.Output);
    }

    [Fact(Timeout = 30_000)]
    public async Task Program_runs_in_the_working_directory()
    {
        var result = await _runner.RunAsync(new ProcessRequest { Program = "pwd", WorkingDirectory = _folder.Path }, Cancellation);

        Assert.Equal(_folder.Path + "\n", result.Output);
    }

    [Fact(Timeout = 30_000)]
    public async Task Lines_are_told_while_the_program_runs()
    {
        var first = new TaskCompletionSource<TimeSpan>();
        var clock = Stopwatch.StartNew();
        var errors = new List<string>();
        var request = Shell("echo one; echo two >&2; sleep 1; printf three >&2") with
        {
            OnOutputLine = _ => first.TrySetResult(clock.Elapsed),
            OnErrorLine = errors.Add,
        };

        var result = await _runner.RunAsync(request, Cancellation);

        Assert.True(result.Elapsed - await first.Task > TimeSpan.FromMilliseconds(500));
        Assert.Equal(["two", "three"], errors);
    }

    [Fact(Timeout = 30_000)]
    public async Task Error_of_a_line_callback_stops_the_program_and_reaches_the_caller()
    {
        var request = Shell("echo $$; exec sleep 60") with { OnOutputLine = line => throw new FormatException(line) };

        var error = await Assert.ThrowsAsync<FormatException>(() => _runner.RunAsync(request, Cancellation));

        Assert.Null(ProcessIdentity.Find(int.Parse(error.Message)));
    }

    [Fact(Timeout = 30_000)]
    public async Task Output_to_a_stream_is_written_there_and_not_kept()
    {
        using var stream = new MemoryStream();
        var request = new ProcessRequest
        {
            Program = "head",
            Arguments = ["-c", "3000000", "/dev/zero"],
            OutputTo = stream,
            OutputLimit = 10,
        };

        var result = await _runner.RunAsync(request, Cancellation);

        Assert.Equal((3_000_000, ""), (stream.Length, result.Output));
    }

    [Fact(Timeout = 30_000)]
    public async Task Slow_reader_gets_all_of_the_output_of_a_program_that_has_ended()
    {
        await using var stream = new SlowStream();
        var request = new ProcessRequest
        {
            Program = "head",
            Arguments = ["-c", "200000", "/dev/zero"],
            OutputTo = stream,
        };

        await _runner.RunAsync(request, Cancellation);

        Assert.Equal(200_000, stream.Length);
    }

    [Fact(Timeout = 30_000)]
    public async Task Error_of_the_stream_that_takes_the_output_stops_the_program_and_reaches_the_caller()
    {
        await using var full = new MemoryStream(new byte[1000]);
        var request = new ProcessRequest { Program = "yes", OutputTo = full };

        await Assert.ThrowsAsync<NotSupportedException>(() => _runner.RunAsync(request, Cancellation));
    }

    [Fact(Timeout = 30_000)]
    public async Task Too_much_output_stops_the_program_and_fails()
    {
        var request = new ProcessRequest { Program = "yes", OutputLimit = 1_000_000 };

        var error = await Assert.ThrowsAsync<ProcessFailedException>(() => _runner.RunAsync(request, Cancellation));

        Assert.Equal(ProcessFailure.TooMuchOutput, error.Failure);
        Assert.Contains("1000000 bytes", error.Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = 30_000)]
    public async Task Too_much_output_keeps_its_end_where_that_is_asked()
    {
        var request = new ProcessRequest
        {
            Program = "seq",
            Arguments = ["1000000"],
            OutputLimit = 8,
            Overflow = OutputOverflow.KeepEnd,
        };

        var result = await _runner.RunAsync(request, Cancellation);

        Assert.Equal("1000000\n", result.Output);
    }

    [Fact(Timeout = 30_000)]
    public async Task Background_child_that_keeps_the_output_open_does_not_hold_the_run()
    {
        var result = await _runner.RunAsync(Shell("sleep 20 & echo $!"), Cancellation);

        Assert.InRange(result.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(10));
        var left = ProcessIdentity.Find(int.Parse(result.Output));
        Assert.NotNull(left);
        await left.StopAsync(TimeSpan.Zero, Cancellation);
    }

    [Fact(Timeout = 30_000)]
    public async Task Time_limit_stops_the_program_and_fails()
    {
        var request = Shell("echo almost >&2; sleep 60") with { TimeLimit = Soon };

        var error = await Assert.ThrowsAsync<ProcessFailedException>(() => _runner.RunAsync(request, Cancellation));

        Assert.Equal((ProcessFailure.TimedOut, null, "almost"), (error.Failure, error.ExitCode, error.ErrorTail));
    }

    [Fact(Timeout = 30_000)]
    public async Task Missing_program_is_named_with_how_to_get_it()
    {
        var request = new ProcessRequest { Program = "phederation-no-such-program" };

        var error = await Assert.ThrowsAsync<ProcessFailedException>(() => _runner.RunAsync(request, Cancellation));

        Assert.Equal(ProcessFailure.NotFound, error.Failure);
        Assert.Contains("'phederation-no-such-program'", error.Message, StringComparison.Ordinal);
        Assert.Contains("apt-get install notary", Programs.Advice("/usr/bin/notary-server"), StringComparison.Ordinal);
    }

    [Fact(Timeout = 30_000)]
    public async Task Missing_working_directory_is_named()
    {
        var request = new ProcessRequest { Program = "true", WorkingDirectory = _folder["nowhere"] };

        var error = await Assert.ThrowsAsync<ProcessFailedException>(() => _runner.RunAsync(request, Cancellation));

        Assert.Equal(ProcessFailure.NotStarted, error.Failure);
        Assert.Contains(_folder["nowhere"], error.Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = 30_000)]
    public async Task File_that_is_no_program_is_not_started()
    {
        var text = _folder.Write("text", "no program");
        var broken = _folder.Write("broken", "#!/no/such/interpreter\n");
        File.SetUnixFileMode(broken, UnixFileMode.UserRead | UnixFileMode.UserExecute);

        foreach (var path in new[] { text, broken })
        {
            var request = new ProcessRequest { Program = path };
            var error = await Assert.ThrowsAsync<ProcessFailedException>(() => _runner.RunAsync(request, Cancellation));
            Assert.Equal(ProcessFailure.NotStarted, error.Failure);
            Assert.Contains(path, error.Message, StringComparison.Ordinal);
        }
    }

    private static ProcessRequest Shell(string script) => new() { Program = "sh", Arguments = ["-c", script] };
}
