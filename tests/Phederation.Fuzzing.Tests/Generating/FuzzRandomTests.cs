using Phederation.Fuzzing.Generating;

namespace Phederation.Fuzzing.Tests.Generating;

public sealed class FuzzRandomTests
{
    [Fact]
    public void Sequence_of_a_seed_is_the_same_for_ever()
    {
        var random = new FuzzRandom(1);
        ulong[] drawn = [random.NextBits(), random.NextBits(), random.NextBits()];
        // Computed by another implementation of xoshiro256**, in another language.
        Assert.Equal([2518768805605983373, 13757499843151428711, 14836446685159118081], drawn);
    }

    [Fact]
    public void Fork_depends_on_its_label_and_not_on_what_was_drawn()
    {
        var one = new FuzzRandom(7);
        var other = new FuzzRandom(7);
        other.NextBits();

        Assert.Equal(one.Fork("a").NextBits(), other.Fork("a").NextBits());
        Assert.NotEqual(one.Fork("a").NextBits(), one.Fork("b").NextBits());
    }

    [Fact]
    public void Numbers_stay_within_their_bounds_and_reach_all()
    {
        var random = new FuzzRandom(3);
        var seen = new int[7];
        for (var i = 0; i < 7000; i++)
        {
            seen[random.Next(7)]++;
        }

        Assert.All(seen, count => Assert.InRange(count, 850, 1150));
    }

    [Fact]
    public void Weights_decide_how_often_an_item_is_picked()
    {
        var random = new FuzzRandom(5);
        var picks = Enumerable
            .Range(0, 4000)
            .Select(_ => random.Pick([("never", 0), ("rare", 1), ("often", 3)], item => item.Item2).Item1)
            .ToList();

        Assert.Equal(0, picks.Count(item => item == "never"));
        Assert.InRange(picks.Count(item => item == "often"), 2850, 3150);
    }

    [Fact]
    public void Bytes_and_picks_are_those_of_the_sequence()
    {
        var one = new FuzzRandom(9);
        var other = new FuzzRandom(9);
        var filled = new byte[13];
        other.Fill(filled);

        Assert.Equal(filled, one.Bytes(13));
        ReadOnlySpan<string> items = ["a", "b", "c"];
        Assert.Equal(other.Pick(new List<string> { "a", "b", "c" }), one.Pick(items));
    }
}
