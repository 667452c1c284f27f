using Phederation.Fuzzing.Generating;
using Phederation.ParserFuzzing.Campaigns;
using Phederation.ParserFuzzing.Hosting;
using Phederation.ParserFuzzing.Mutating;
using Phederation.ParserFuzzing.Reporting;
using Phederation.ParserFuzzing.Sharing;
using Phederation.Testing;

namespace Phederation.ParserFuzzing.Tests;

public sealed class EngineTests
{
    [Fact]
    public void Fault_is_the_same_whatever_the_build_and_the_input()
    {
        var first = Key(
            "System.FormatException: 'x' is bad\n   at System.Int32.Parse(String s)\n   at A.B.<>c__DisplayClass4_0.<Run>b__0(Byte[] x) in /_/a.cs:line 22\n   at A.C`1.Read[T](T t)"
        );
        var second = Key("System.FormatException: other text\n   at A.B.<>c__DisplayClass7_1.<Run>b__3(Byte[] x)\n   at A.C`2.Read(T t)\n");

        Assert.Equal(first, second);
        Assert.Equal(first.Hash, second.Hash);
        Assert.NotEqual(first, Key("System.FormatException: 'x' is bad\n   at A.D.Read(T t)"));
        Assert.NotEqual(
            first.Hash,
            Key("System.OverflowException: x\n   at A.B.<>c__DisplayClass7_1.<Run>b__3(Byte[] x)\n   at A.C`2.Read(T t)").Hash
        );
    }

    [Fact]
    public void Full_stack_is_told_by_what_repeats()
    {
        var key = FaultKey.Of(
            new InputFault(
                0,
                FaultKind.Death,
                "the process ended with 134\nStack overflow.\nRepeated 100 times:\n--------------------------------\n   at P.Value(Int32)\n   at P.Array(Int32)\n--------------------------------\n   at P.Read()"
            )
        );

        Assert.Equal("StackOverflow at P.Array , P.Read , P.Value", key.ToString());
    }

    [Fact]
    public void Edges_are_new_once_and_once_more_in_each_bucket()
    {
        var (map, seen) = (new byte[SharedArea.MapSize], new byte[SharedArea.MapSize]);
        Assert.Equal(2, Read(1));
        Assert.Equal(0, Read(1));
        Assert.Equal(1, Read(2));
        Assert.Equal(1, Read(4));
        Assert.Equal(0, Read(7));
        Assert.Equal(1, Read(200));
        Assert.Equal(0, Read(255));

        int Read(byte count)
        {
            map[12345] = count;
            var result = default(InputResult);
            EdgeMap.Read(map, seen, learns: true, ref result);
            Assert.Equal(count, result.Work);
            return result.News;
        }
    }

    [Fact]
    public void Cheapest_inputs_that_take_all_edges_are_favoured()
    {
        var corpus = new Corpus();
        corpus.Add(Entry(length: 100, 1, 2, 3));
        corpus.Add(Entry(length: 5, 1, 2));
        corpus.Add(Entry(length: 50, 2));
        corpus.Add(Entry(length: 6, 9));

        Assert.Equal([100, 5, 6], corpus.Minimal().Select(entry => entry.Bytes.Length));
        Assert.Equal(4, corpus.EdgeCount);
        Assert.Equal([100, 6], corpus.Richest(most: 2, bytes: 1000).Select(entry => entry.Bytes.Length));
        Assert.Equal([5, 6], corpus.Richest(most: 9, bytes: 20).Select(entry => entry.Bytes.Length));
        Assert.True(corpus.EnergyOf(corpus.Entries[1]) > corpus.EnergyOf(corpus.Entries[0]));
    }

    [Fact]
    public void Mutations_stay_within_the_bound_and_leave_their_input_as_it_is()
    {
        var tokens = new TokenSet();
        tokens.Give([
            [.. "token"u8],
        ]);
        tokens.Learn([
            [.. "learned"u8],
        ]);
        var mutator = new Mutator(new FuzzRandom(5), tokens, 64);
        byte[] input = [.. "[1, 22, {\"a\": 333}]"u8];
        var (before, seen) = (input.ToArray(), new HashSet<string>());
        for (var round = 0; round < 20_000; round++)
        {
            var mutated = mutator.Mutate(round % 7 == 0 ? [] : input, round % 3 == 0 ? [] : "other input"u8);
            Assert.InRange(mutated.Length, 0, 64);
            seen.Add(Convert.ToHexString(mutated));
        }

        Assert.Equal(before, input);
        Assert.True(seen.Count > 15_000, $"{seen.Count} different ones");
        Assert.Contains(seen, one => one.Contains(Convert.ToHexString("learned"u8), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Reduced_input_keeps_only_what_it_takes()
    {
        var tries = 0;

        var reduced = await InputReducer.ReduceAsync(
            [.. Enumerable.Range(0, 200).Select(one => (byte)one)],
            smaller =>
            {
                tries++;
                return Task.FromResult(smaller.Contains((byte)17) && smaller.Contains((byte)180));
            },
            tries: 1000
        );

        Assert.Equal([17, 180], reduced);
        Assert.InRange(tries, 1, 1000);
        Assert.Equal(3, (await InputReducer.ReduceAsync([1, 2, 3], _ => Task.FromResult(false), tries: 1000)).Length);
        Assert.Empty(await InputReducer.ReduceAsync([1, 2, 3], _ => Task.FromResult(true), tries: 1000));
    }

    [Fact]
    public void Corpus_on_disk_keeps_files_that_people_named()
    {
        using var folder = new TempFolder();
        folder.Write("seed.json", "{}");
        CorpusFiles.Write(
            folder.Path,
            [
                [.. "{}"u8],
                [.. "[]"u8],
                [.. "1"u8],
            ]
        );
        Assert.Equal(3, CorpusFiles.Read(folder.Path, 100).Count());

        CorpusFiles.Write(
            folder.Path,
            [
                [.. "1"u8],
            ]
        );

        Assert.Equal(["1", "{}"], CorpusFiles.Read(folder.Path, 100).Select(System.Text.Encoding.ASCII.GetString).Order());
        Assert.Empty(CorpusFiles.Read(folder["none"], 100));
        Assert.Single(CorpusFiles.Read(folder.Path, 1));
    }

    private static FaultKey Key(string detail) => FaultKey.Of(new InputFault(0, FaultKind.Exception, detail));

    private static CorpusEntry Entry(int length, params int[] edges) =>
        new()
        {
            Bytes = new byte[length],
            Edges = edges,
            Work = edges.Length,
            IsTaken = true,
            Depth = 0,
        };
}
