using Phederation.Fuzzing.Campaigns.Pool;
using Phederation.Fuzzing.Exchanges;
using Phederation.Fuzzing.Generating;
using Phederation.Fuzzing.Scenarios;

namespace Phederation.Fuzzing.Tests.Campaigns;

public sealed class ResourcePoolTests
{
    private readonly ResourcePool _pool = new();
    private readonly FuzzRandom _random = new(1);

    [Fact]
    public void What_was_made_is_live_and_denied_to_others()
    {
        Add(0, Create("alice"), 201, "7");

        Assert.True(_pool.Has("note"));
        Assert.Equal(new ResourceReference("note", 0, 0), _pool.Live("note", _random)!.Reference);
        Assert.NotNull(_pool.Live(null, _random));
        Assert.Null(_pool.Live("other", _random));
        Assert.NotNull(_pool.Denied("note", "bob", _random));
        Assert.NotNull(_pool.Denied(null, "bob", _random));
        Assert.Null(_pool.Denied("note", "alice", _random));
        Assert.Equal("7", _pool.Captured(0, 0, "id"));
        Assert.Null(_pool.Captured(0, 0, "etag"));
        Assert.Null(_pool.Captured(0, 1, "id"));
    }

    [Theory]
    [InlineData(400, "7")]
    [InlineData(500, "7")]
    [InlineData(201, "")]
    public void What_failed_or_has_no_id_is_not_there(int status, string id)
    {
        Add(0, Create("alice"), status, id);

        Assert.False(_pool.Has("note"));
        Assert.Null(_pool.Live(null, _random));
    }

    [Fact]
    public void What_nobody_owns_is_denied_to_nobody()
    {
        Add(0, Create(FuzzRequest.Anonymous), 201, "7");

        Assert.Null(_pool.Denied("note", "bob", _random));
    }

    [Fact]
    public void What_was_deleted_is_known_as_that_and_by_whom()
    {
        Add(0, Create("alice"), 201, "7");
        Add(1, Use("alice", "DELETE") with { Deletes = true }, 403, null);
        Assert.NotNull(_pool.Live("note", _random));

        Add(2, Use("alice", "DELETE") with { Deletes = true }, 204, null);

        Assert.False(_pool.Has("note"));
        Assert.Equal(0, _pool.Deleted("note", _random)!.Reference.Scenario);
        Assert.Equal(2, _pool.DeletedBy(new ResourceReference("note", 0, 0)));
        Assert.Equal("7", _pool.Captured(0, 0, "id"));
    }

    [Fact]
    public void What_its_owner_finds_no_more_is_forgotten()
    {
        Add(0, Create("alice"), 201, "7");
        Add(1, Use("bob", "GET"), 404, null);
        Assert.True(_pool.Has("note"));

        Add(2, Use("alice", "GET"), 404, null);

        Assert.False(_pool.Has("note"));
        Assert.Null(_pool.Captured(0, 0, "id"));
    }

    [Fact]
    public void Oldest_make_room()
    {
        for (var number = 0; number < ResourcePool.MostLive + 10; number++)
        {
            Add(number, Create("alice"), 201, $"{number}");
        }

        Assert.Null(_pool.Captured(9, 0, "id"));
        Assert.Equal("10", _pool.Captured(10, 0, "id"));
        Assert.All(Enumerable.Range(0, 500), _ => Assert.True(_pool.Live("note", _random)!.Reference.Scenario >= 10));
    }

    private static RequestStep Create(string actor) =>
        new()
        {
            Operation = "create",
            Intent = RequestIntent.Valid,
            Produces = "note",
            Request = new FuzzRequest
            {
                Method = "POST",
                Path = "/notes",
                Actor = actor,
            },
        };

    private static RequestStep Use(string actor, string method) =>
        new()
        {
            Operation = method,
            Intent = RequestIntent.Valid,
            Uses = new ResourceReference("note", 0, 0),
            Request = new FuzzRequest
            {
                Method = method,
                Path = "/notes/{{0.0.id}}",
                Actor = actor,
            },
        };

    private void Add(long number, RequestStep step, int status, string? id) =>
        _pool.Add(
            new ScenarioRun(
                new Scenario
                {
                    Number = number,
                    Kind = "k",
                    Steps = [step],
                },
                [
                    new StepResult
                    {
                        Sent = step.Request,
                        Answer = new FuzzAnswer { Status = status },
                        Captured = id is null ? new Dictionary<string, string>() : new Dictionary<string, string> { ["id"] = id },
                    },
                ],
                new TargetCondition(IsServing: true)
            )
        );
}
