using Phederation.Fuzzing.Exchanges;
using Phederation.Fuzzing.Generating;
using Phederation.Fuzzing.Models.OpenApi.Documents;
using Phederation.Fuzzing.Models.OpenApi.Resources;
using Phederation.Fuzzing.Scenarios;
using Phederation.Fuzzing.Scenarios.Shapes;

namespace Phederation.Fuzzing.Models.OpenApi.Composing;

/// <summary>Gets what an operation's path is about: from the pool, or by steps that make it first.</summary>
internal sealed class ScenarioGround(ApiKinds kinds, long number, ComposeContext context, FuzzRandom random, RequestMaker requests)
{
    private const int MaxDepth = 6;

    private readonly Dictionary<string, string> _ids = new(StringComparer.Ordinal);

    /// <summary>The steps that come first.</summary>
    public List<RequestStep> Steps { get; } = [];

    /// <summary>What of the pool is used; null uses nothing of it.</summary>
    public PooledResource? Pooled { get; private set; }

    /// <summary>What the last part of the path is the id of, where a step of this scenario makes it.</summary>
    public ResourceReference? Made { get; private set; }

    /// <summary>Who asks: the owner of what is taken from the pool.</summary>
    public string Actor { get; private set; } = context.Actors.Count == 0 ? FuzzRequest.Anonymous : random.Pick(context.Actors);

    /// <summary>What stands for a parameter's value; null where nothing is known.</summary>
    public string? IdOf(ApiOperation operation, ApiParameter parameter) => IdOf(operation, parameter, 0);

    /// <summary>Takes a resource for an operation's last parameter, instead of looking for one.</summary>
    public void Take(ApiOperation operation, PooledResource resource, string actor)
    {
        (Pooled, Actor) = (resource, actor);
        _ids[Key(operation, operation.Segments[^1][1..^1])] = resource.Reference.Capture("id");
    }

    private static string Key(ApiOperation operation, string parameter)
    {
        // Up to the parameter, however the parameters are called: /users/{} is the same user for all that is below it.
        var segments = operation.Segments.ToList();
        var at = segments.IndexOf($"{{{parameter}}}");
        return at < 0 ? $"{operation.Name} {parameter}" : OperationReader.Braces().Replace(string.Join('/', segments.Take(at + 1)), "{}");
    }

    private string? IdOf(ApiOperation operation, ApiParameter parameter, int depth)
    {
        var key = Key(operation, parameter.Name);
        if (_ids.TryGetValue(key, out var known))
        {
            return known;
        }

        if (depth > MaxDepth || kinds.Of(operation, parameter.Name) is not { } kind)
        {
            return null;
        }

        var id = FromPool(kind) ?? ByStep(kind, depth);
        if (id is not null)
        {
            _ids[key] = id;
        }

        return id;
    }

    private string? FromPool(ApiKind kind)
    {
        // One of them: two of different owners would be nobody's.
        if (
            kind.Create is null
            || !kind.IsTop
            || Pooled is not null
            || random.Next(4) == 0
            || context.Resources.Live(kind.Name, random) is not { } found
        )
        {
            return null;
        }

        (Pooled, Made) = (found, null);
        if (context.Actors.Contains(found.Owner) || found.Owner == FuzzRequest.Anonymous)
        {
            Actor = found.Owner;
        }

        return found.Reference.Capture("id");
    }

    private string? ByStep(ApiKind kind, int depth)
    {
        var (maker, capture) = kind.Create is { } create ? (create, kind.Capture!) : (kind.List!, kind.ListCapture!);
        var unknown = false;
        var request = requests.Make(
            maker,
            Actor,
            parameter =>
            {
                var id = IdOf(maker, parameter, depth + 1);
                unknown |= id is null && parameter.Place == ApiParameterPlace.Path;
                return id;
            },
            isFaulty: false
        );
        // The steps that this one needs were added meanwhile.
        var step = Steps.Count;
        var isPooled = kind.Create is not null && kind.IsTop;
        Steps.Add(
            new RequestStep
            {
                Operation = maker.Name,
                Request = request.Request with { Actor = Actor },
                Intent = RequestIntent.Open,
                Captures = new Dictionary<string, string> { ["id"] = capture },
                Produces = isPooled ? kind.Name : null,
            }
        );
        Made = isPooled ? new ResourceReference(kind.Name, number, step) : null;
        return unknown ? null : ShapeBuilder.Captured(step, "id");
    }
}
