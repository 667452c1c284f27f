using Phederation.Fuzzing.Campaigns.Scheduling;
using Phederation.Fuzzing.Generating;
using Phederation.Fuzzing.Models;
using Phederation.Fuzzing.Sharding;

namespace Phederation.Fuzzing.Tests.Campaigns;

public sealed class SchedulerTests
{
    private readonly HashSet<string> _kinds = [];

    [Fact]
    public void Tree_picks_each_with_its_weight()
    {
        var tree = new WeightedTree(5);
        var random = new FuzzRandom(1);
        Assert.Equal(-1, tree.Pick(random));
        foreach (var (index, weight) in new[] { (0, 1), (1, 9), (3, 5), (4, 2), (1, 0), (4, 4) })
        {
            tree.Set(index, weight);
        }

        var picks = Enumerable.Range(0, 10_000).Select(_ => tree.Pick(random)).CountBy(index => index).ToDictionary();

        Assert.Equal(10, tree.Total);
        Assert.Equal([0, 3, 4], picks.Keys.Order());
        Assert.InRange(picks[0], 850, 1150);
        Assert.InRange(picks[3], 4750, 5250);
    }

    [Fact]
    public void Weight_beyond_the_largest_is_the_largest()
    {
        var tree = new WeightedTree(3);
        for (var index = 0; index < 3; index++)
        {
            tree.Set(index, int.MaxValue);
        }

        Assert.Equal(3 * tree.Largest, tree.Total);
        Assert.InRange(tree.Pick(new FuzzRandom(1)), 0, 2);
    }

    [Fact]
    public void Operation_without_what_it_needs_waits_and_who_makes_it_comes_first()
    {
        var scheduler = Scheduler(Shard.Whole);
        var random = new FuzzRandom(1);

        var before = Count(scheduler, random);
        _kinds.Add("note");
        scheduler.PoolChanged("note");
        var after = Count(scheduler, random);

        Assert.Equal(["create", "other"], before.Keys.Order());
        Assert.True(before["create"] > before["other"]);
        Assert.Equal(["create", "other", "read"], after.Keys.Order());
    }

    [Fact]
    public void Operation_that_brings_something_new_comes_more_often_until_it_brings_no_more()
    {
        var scheduler = Scheduler(Shard.Whole);
        var random = new FuzzRandom(1);
        for (var run = 0; run < 100; run++)
        {
            scheduler.Ran("create", 0);
            scheduler.Ran("other", 0);
        }

        scheduler.Ran("other", 5);
        var hot = Count(scheduler, random);
        for (var run = 0; run < 60; run++)
        {
            scheduler.Ran("other", 0);
        }

        var cold = Count(scheduler, random);

        Assert.True(hot["other"] > 4 * hot["create"]);
        Assert.True(cold["other"] < hot["other"] / 2);
    }

    [Fact]
    public void Shards_have_each_operation_once_and_run_what_makes_what_theirs_need()
    {
        var operations = Operations();
        var plans = Enumerable.Range(0, 3).Select(index => new ShardPlan(operations, new Shard(index, 3))).ToList();

        Assert.All(Enumerable.Range(0, 3), index => Assert.Single(plans, plan => plan.IsOwn(index)));
        var reader = plans.Single(plan => plan.IsOwn(1));
        Assert.True(reader.IsSupport(0));
        Assert.False(reader.IsSupport(2));
        Assert.True(reader.IsNeeded("note"));

        var late = new ShardPlan(operations, new Shard(7, 8));
        Assert.All(Enumerable.Range(0, 3), index => Assert.True(late.IsOwn(index)));
    }

    [Theory]
    [InlineData("0/1", true)]
    [InlineData("2/3", true)]
    [InlineData("3/3", false)]
    [InlineData("-1/3", false)]
    [InlineData("1", false)]
    [InlineData("0/0", false)]
    [InlineData("0/99999", false)]
    public void Shard_is_read(string text, bool isOne) => Assert.Equal(isOne, Shard.Parse(text)?.ToString() == text);

    private static Dictionary<string, int> Count(OperationScheduler scheduler, FuzzRandom random) =>
        Enumerable.Range(0, 2000).Select(_ => scheduler.Next(random)!.Name).CountBy(name => name).ToDictionary();

    private static OperationModel[] Operations() =>
        [
            new()
            {
                Name = "create",
                Method = "POST",
                Template = "/notes",
                Produces = "note",
            },
            new()
            {
                Name = "read",
                Method = "GET",
                Template = "/notes/{id}",
                Needs = ["note"],
            },
            new()
            {
                Name = "other",
                Method = "GET",
                Template = "/other",
            },
        ];

    private OperationScheduler Scheduler(Shard shard) => new(Operations(), new ShardPlan(Operations(), shard), _kinds.Contains);
}
