using System.Text;
using System.Text.Unicode;
using Phederation.Fuzzing.Generating;
using Phederation.Fuzzing.Generating.Bytes;

namespace Phederation.Fuzzing.Tests.Generating.Bytes;

public sealed class ByteMutatorTests
{
    private static readonly byte[] Body = """{"resourceType":"Patient","multipleBirthInteger":3,"name":[{"family":"Doe"}]}"""u8.ToArray();
    private static readonly AflDictionary Dictionary = new([new DictionaryToken("@token@"u8.ToArray())]);

    public static TheoryData<ByteMutation> All => [.. Enum.GetValues<ByteMutation>()];

    [Theory]
    [MemberData(nameof(All))]
    public void Each_mutation_changes_the_bytes_within_bounds(ByteMutation mutation)
    {
        var mutator = new ByteMutator(new FuzzRandom(71), Dictionary, 300);
        var before = Body.ToArray();

        var after = Enumerable.Range(0, 200).Select(_ => mutator.Mutate(Body, mutation, "another input"u8)).ToList();

        Assert.Equal(before, Body);
        Assert.All(after, one => Assert.InRange(one.Length, 0, 300));
        Assert.True(after.Count(one => !one.AsSpan().SequenceEqual(Body)) > 100);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Each_mutation_takes_nothing_and_single_bytes(ByteMutation mutation)
    {
        var mutator = new ByteMutator(new FuzzRandom(72), Dictionary);
        for (var count = 0; count < 200; count++)
        {
            mutator.Mutate([], mutation);
            mutator.Mutate("7"u8, mutation, "x"u8);
        }
    }

    [Theory]
    [InlineData(ByteMutation.BrokenUtf8)]
    [InlineData(ByteMutation.Overlong)]
    public void Mutations_of_encoding_leave_no_utf8(ByteMutation mutation)
    {
        var mutator = new ByteMutator(new FuzzRandom(73));

        Assert.All(Enumerable.Range(0, 100), _ => Assert.False(Utf8.IsValid(mutator.Mutate(Body, mutation))));
    }

    [Fact]
    public void Tokens_come_from_the_dictionary()
    {
        var mutator = new ByteMutator(new FuzzRandom(74), Dictionary);

        Assert.Contains("@token@", Encoding.UTF8.GetString(mutator.Mutate(Body, ByteMutation.InsertToken)), StringComparison.Ordinal);
        Assert.Contains("@token@", Encoding.UTF8.GetString(mutator.Mutate(Body, ByteMutation.OverwriteToken)), StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new ByteMutator(new FuzzRandom(1)).Mutate(Body, ByteMutation.InsertToken));
    }

    [Fact]
    public void Numbers_become_huge()
    {
        var mutator = new ByteMutator(new FuzzRandom(75));

        Assert.All(
            Enumerable.Range(0, 50),
            _ => Assert.DoesNotContain(":3,", Encoding.UTF8.GetString(mutator.Mutate(Body, ByteMutation.HugeNumber)))
        );
    }

    [Fact]
    public void Same_seed_makes_the_same_mutations()
    {
        var (one, other) = (new ByteMutator(new FuzzRandom(8)), new ByteMutator(new FuzzRandom(8)));
        for (var count = 0; count < 100; count++)
        {
            var (left, right) = (one.Mutate(Body, "x"u8), other.Mutate(Body, "x"u8));
            Assert.Equal(left.Body, right.Body);
            Assert.Equal(left.Mutations, right.Mutations);
        }
    }
}
