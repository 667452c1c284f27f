using Phederation.Testing;

namespace Phederation.ParserFuzzing.Tests;

public sealed class ParserFuzzerTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("")]
    [InlineData("10")]
    [InlineData("m")]
    [InlineData("-1s")]
    [InlineData("0s")]
    [InlineData("1e9s")]
    [InlineData("8000h")]
    [InlineData("ten minutes")]
    public async Task Budget_that_is_none_is_refused(string budget)
    {
        using var folder = new TempFolder();
        var options = Hosts.PlantedOptions(folder.Path, "clean") with { Budget = budget };

        var exception = await Assert.ThrowsAsync<ParserFuzzingException>(() => Fuzzer(options).EnsureCleanAsync(Cancellation));

        Assert.Equal(ParserFuzzingFault.Usage, exception.Fault);
        Assert.Contains("90s, 10m or 2h", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("90s", 90)]
    [InlineData("1.5m", 90)]
    [InlineData("2h", 7200)]
    public void Budget_is_a_number_with_its_unit(string budget, int seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), FuzzBudget.Parse(budget));

    [Fact]
    public async Task Unknown_parser_is_told_with_what_was_meant()
    {
        using var folder = new TempFolder();

        var exception = await Assert.ThrowsAsync<ParserFuzzingException>(() =>
            Fuzzer(Hosts.PlantedOptions(folder.Path, "majic")).RunAsync(Cancellation)
        );

        Assert.Equal(ParserFuzzingFault.Usage, exception.Fault);
        Assert.Contains("did you mean 'magic'?", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Child_program_that_is_not_compiled_is_named()
    {
        using var folder = new TempFolder();
        var options = Hosts.PlantedOptions(folder.Path, "clean") with { HostFolder = folder["none"] };

        var exception = await Assert.ThrowsAsync<ParserFuzzingException>(() => Fuzzer(options).RunAsync(Cancellation));

        Assert.Equal(ParserFuzzingFault.Missing, exception.Fault);
    }

    [Fact]
    public async Task Replay_of_no_file_is_told()
    {
        using var folder = new TempFolder();
        var fuzzer = Fuzzer(Hosts.PlantedOptions(folder.Path, "clean"));

        var exception = await Assert.ThrowsAsync<ParserFuzzingException>(() => fuzzer.ReplayAsync(folder["none"], Cancellation));

        Assert.Equal(ParserFuzzingFault.Missing, exception.Fault);
    }

    [Fact]
    public async Task Replay_of_an_input_in_order_says_fixed_and_finds_the_parser_by_the_folder()
    {
        using var folder = new TempFolder();
        var file = folder.Write("clean/input", "(())");
        var lines = new List<string>();
        var options = Hosts.PlantedOptions(folder.Path, "clean") with { Parsers = [] };

        await new ParserFuzzer(options, lines.Add, _ => { }).ReplayAsync(file, Cancellation);

        Assert.Contains($"FIXED: {file}", lines);
    }

    [Fact(Timeout = 120_000)]
    public async Task Interruption_ends_in_order_with_the_summary_written()
    {
        using var folder = new TempFolder();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var fuzzer = new ParserFuzzer(Hosts.PlantedOptions(folder.Path, "clean"), _ => { }, _ => stop.Cancel());

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => fuzzer.EnsureCleanAsync(stop.Token));

        Assert.Contains("clean: ", File.ReadAllText(folder["summary.txt"]), StringComparison.Ordinal);
        Assert.Contains("interrupted", File.ReadAllText(folder["summary.txt"]), StringComparison.Ordinal);
        Assert.NotEmpty(Directory.GetFiles(folder["corpus/clean"]));
    }

    private static ParserFuzzer Fuzzer(ParserFuzzingOptions options) => new(options, _ => { }, _ => { });
}
