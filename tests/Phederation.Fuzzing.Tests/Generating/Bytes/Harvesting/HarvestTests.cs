using System.Text;
using Phederation.Fuzzing.Generating.Bytes;
using Phederation.Fuzzing.Generating.Bytes.Harvesting;
using Phederation.Testing;

namespace Phederation.Fuzzing.Tests.Generating.Bytes.Harvesting;

public sealed class HarvestTests
{
    // What the assembly of these tests holds and the harvest finds in it.
    private const string Constant = "a-constant-that-is-harvested";
    private const int Magic = 0x4d616769;
    private const long LongMagic = 0x123456789abcdef0;

    private static ReadOnlySpan<byte> Literal => "a literal in UTF-8 that is harvested"u8;

    private readonly TokenHarvest _harvest = new();

    private List<string> Found => [.. _harvest.ToDictionary().Tokens.Select(one => Encoding.UTF8.GetString(one.Value.Span))];

    [Fact]
    public void Json_gives_names_texts_and_numbers()
    {
        JsonHarvest.Harvest("""{"resourceType":"Patient","contact":[{"rank":12.5,"active":true}]}"""u8, _harvest);

        Assert.Equal(["\"resourceType\"", "Patient", "\"contact\"", "\"rank\"", "12.5", "\"active\""], Found);
    }

    [Fact]
    public void Json_that_is_broken_gives_what_came_before()
    {
        JsonHarvest.Harvest("""{"status":"final","""u8, _harvest);

        Assert.Equal(["\"status\"", "final"], Found);
    }

    [Fact]
    public void Answers_give_what_they_name()
    {
        AnswerHarvest.Harvest(
            "Unknown search parameter 'foo' for Patient. Valid are: \"birthdate\", _lastUpdated, address-city and http://example.org/x; see $everything",
            _harvest
        );

        Assert.Equal(["foo", "birthdate", "_lastUpdated", "address-city", "http://example.org/x", "$everything"], Found);
    }

    [Fact]
    public void Assemblies_give_their_texts_constants_and_numbers()
    {
        Assert.True(AssemblyHarvest.Harvest(typeof(HarvestTests).Assembly.Location, _harvest));

        var tokens = _harvest.ToDictionary().Tokens.Select(one => Convert.ToHexString(one.Value.Span)).ToHashSet();
        Assert.Contains(Convert.ToHexString(Encoding.UTF8.GetBytes(Constant)), tokens);
        Assert.Contains(Convert.ToHexString(Literal), tokens);
        Assert.Contains(Magic == Loaded() ? "6967614D" : "", tokens);
        Assert.Contains("4D616769", tokens);
        Assert.Contains(LongMagic == LongLoaded() ? "123456789ABCDEF0" : "", tokens);
    }

    [Fact]
    public void File_that_is_no_assembly_gives_nothing()
    {
        using var folder = new TempFolder();

        Assert.False(AssemblyHarvest.Harvest(folder.Write("text", "MZ no assembly"), _harvest));
        Assert.Empty(Found);
    }

    [Fact]
    public void Harvest_is_bounded_and_holds_each_token_once()
    {
        var harvest = new TokenHarvest(3);
        foreach (var word in new[] { "a", "a", "b", new string('x', AflDictionary.LongestToken + 1), "c", "d" })
        {
            harvest.Add(word);
        }

        Assert.True(harvest.IsFull);
        Assert.Equal(3, harvest.ToDictionary().Tokens.Count);
    }

    private static int Loaded() => Environment.ProcessorCount > 0 ? Magic : 0;

    private static long LongLoaded() => Environment.ProcessorCount > 0 ? LongMagic : 0;
}
