using System.Globalization;
using System.Text;
using Phederation.ParserFuzzing.Instrumenting;
using Phederation.Processes;
using Phederation.Testing;

namespace Phederation.ParserFuzzing.Tests;

/// <summary>AFL++ drives the same instrumented child.</summary>
public sealed class AflTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>"stack" ends the child itself, and afl-fuzz must not notice more than a crash of the target.</summary>
    [Theory(Timeout = 180_000)]
    [InlineData("magic", "F")]
    [InlineData("stack", "[[[[[[[[")]
    public async Task Planted_fault_is_found_by_afl(string parser, string seed)
    {
        Assert.SkipUnless(Programs.Find("afl-fuzz") is not null, "afl-fuzz is not installed (Debian: apt-get install afl++)");
        using var folder = new TempFolder();
        folder.Write("in/seed", string.Concat(Enumerable.Repeat(seed, 30)));
        var host = await InstrumentedHost.PrepareAsync(
            Hosts.Planted,
            Hosts.PlantedProgram,
            folder["work"],
            [new TargetDescription(parser, 1024, [("phederation-planted-host", "Phederation.ParserFuzzing.Planted.Parsers")])],
            Cancellation
        );
        var request = new ProcessRequest
        {
            Program = "afl-fuzz",
            Arguments =
            [
                .. new[] { "-i", folder["in"], "-o", folder["out"], "-t", "10000", "-m", "none", "-V", "60", "-s", "1" },
                .. new[] { "-x", host.DictionaryOf(parser), "--", Path.Combine(host.Folder, "phederation-planted-host"), parser },
            ],
            Environment = new Dictionary<string, string?>
            {
                ["AFL_SKIP_BIN_CHECK"] = "1",
                ["AFL_DISABLE_TRIM"] = "1",
                ["AFL_NO_UI"] = "1",
                ["AFL_NO_AFFINITY"] = "1",
                ["AFL_SKIP_CPUFREQ"] = "1",
                ["AFL_BENCH_UNTIL_CRASH"] = "1",
                ["AFL_I_DONT_CARE_ABOUT_MISSING_CRASHES"] = "1",
            },
            TimeLimit = TimeSpan.FromSeconds(150),
            Overflow = OutputOverflow.KeepEnd,
        };

        var result = await new ProcessRunner().RunAsync(request, Cancellation);

        Assert.True(result.ExitCode == 0, result.Output);
        var statistics = File.ReadAllLines(folder["out/default/fuzzer_stats"])
            .Select(line => line.Split(':', 2))
            .ToDictionary(parts => parts[0].Trim(), parts => parts[1].Trim());
        Assert.True(int.Parse(statistics["saved_crashes"], CultureInfo.InvariantCulture) > 0, result.Output);
        var crash = Directory.GetFiles(folder["out/default/crashes"], "id*")[0];
        var failed = await Assert.ThrowsAsync<ParserFuzzingException>(() =>
            new ParserFuzzer(Hosts.PlantedOptions(folder.Path, parser), _ => { }, _ => { }).ReplayAsync(crash, Cancellation)
        );
        Assert.Equal(ParserFuzzingFault.Found, failed.Fault);
    }

    [Fact]
    public void Dictionary_is_read_as_it_was_written()
    {
        byte[][] tokens =
        [
            [.. "a\"b\\c"u8],
            [0, 255, 13],
            [.. "é😀"u8],
        ];

        Assert.Equal(tokens, AflDictionary.Parse(AflDictionary.Print(tokens), "x.dict"));
        Assert.Equal([Encoding.UTF8.GetBytes("é😀")], AflDictionary.Parse("# comment\n\nname@2=\"é😀\"\n", "x.dict"));
    }

    [Theory]
    [InlineData("ok=\"a\"\nname")]
    [InlineData("ok=\"a\"\nname=\"")]
    [InlineData("ok=\"a\"\nname=\"\\x4\"")]
    [InlineData("ok=\"a\"\nname=\"\\n\"")]
    public void Dictionary_that_is_none_is_told_with_its_line(string text)
    {
        var exception = Assert.Throws<ParserFuzzingException>(() => AflDictionary.Parse(text, "x.dict"));

        Assert.Equal(ParserFuzzingFault.BadInput, exception.Fault);
        Assert.StartsWith("x.dict:2: ", exception.Message, StringComparison.Ordinal);
    }
}
