using System.Text;
using Phederation.Fuzzing.Exchanges;
using Phederation.Fuzzing.Generating;
using Phederation.Fuzzing.Generating.Bytes;
using Phederation.Fuzzing.Models.OpenApi.Documents;
using Phederation.Fuzzing.Models.OpenApi.Resources;
using Phederation.Fuzzing.Scenarios;
using Phederation.Fuzzing.Scenarios.Shapes;

namespace Phederation.Fuzzing.Models.OpenApi.Composing;

/// <summary>Composes one scenario. This part makes those of one request, with what it needs before it.</summary>
internal sealed partial class OpenApiComposer
{
    private const int Depth = 5000;
    private const int MostWords = 32;

    // Any of these, where the document declares it, may be the answer to a request that is right in itself: it depends on what else is there.
    private static readonly string[] Circumstances = ["403", "409", "412", "423", "428"];

    private static readonly byte[] Deep = Encoding.UTF8.GetBytes(new string('[', Depth) + new string(']', Depth));

    private readonly ApiKinds _kinds;
    private readonly long _number;
    private readonly ComposeContext _context;
    private readonly FuzzRandom _random;
    private readonly RequestMaker _requests;

    public OpenApiComposer(ApiKinds kinds, long number, ComposeContext context, FuzzRandom random)
    {
        (_kinds, _number, _context, _random) = (kinds, number, context, random);
        _requests = new RequestMaker(random, WordsOf(context, random));
    }

    /// <summary>A scenario of an operation.</summary>
    public Scenario Compose(ApiOperation operation)
    {
        if (operation.IsSecured && _context.Actors.Count > 0 && _random.Next(16) == 0)
        {
            return Anonymous(operation);
        }

        return _random.Next(20) switch
        {
            < 7 when Shape(operation) is { } shape => shape,
            7 when Deleted(operation) is { } deleted => deleted,
            8 when Denied(operation) is { } denied => denied,
            < 14 when Faulty(operation) is { } faulty => faulty,
            14 or 15 when operation.Body is not null => Mangled(operation),
            16 when operation.Method == "GET" => Head(operation),
            _ => Valid(operation),
        };
    }

    private static IReadOnlyList<string> WordsOf(ComposeContext context, FuzzRandom random)
    {
        var from = context.Words.Count <= MostWords ? 0 : random.Next(context.Words.Count - MostWords);
        return [.. context.Words.Skip(from).Take(MostWords).Select(word => Encoding.UTF8.GetString(word.Span))];
    }

    private ScenarioGround Ground() => new(_kinds, _number, _context, _random, _requests);

    private Scenario Valid(ApiOperation operation)
    {
        var ground = Ground();
        var request = Make(operation, ground, isFaulty: false, out var isBound);
        return Single(
            operation,
            ground,
            request,
            request.IsValid && isBound && MustAccept(operation) ? RequestIntent.Valid : RequestIntent.Open
        );
    }

    private Scenario? Faulty(ApiOperation operation)
    {
        var ground = Ground();
        var request = Make(operation, ground, isFaulty: true, out _);
        return request.Fault is null ? null : Single(operation, ground, request, RequestIntent.Invalid);
    }

    private Scenario Mangled(ApiOperation operation)
    {
        var ground = Ground();
        var request = Make(operation, ground, isFaulty: false, out _);
        var dictionary =
            _context.Words.Count == 0
                ? null
                : new AflDictionary(_context.Words.Where(word => word.Length > 0).Take(256).Select(word => new DictionaryToken(word)));
        var body =
            _random.Next(25) == 0
                ? Deep
                : new ByteMutator(_random, dictionary).Mutate((request.Request.Body ?? "{}"u8.ToArray()).Span).Body;
        return Single(
            operation,
            ground,
            request with
            {
                Request = request.Request with { Body = body, ContentType = request.Request.ContentType ?? "application/json" },
            },
            RequestIntent.Open
        );
    }

    private Scenario Head(ApiOperation operation)
    {
        var ground = Ground();
        var request = Make(operation, ground, isFaulty: false, out _);
        return ground.Steps.Count > 0 || request.Request.Headers.Count > 0
            ? Single(operation, ground, request, RequestIntent.Open)
            : GetHeadShape.Build(_number, operation.Name, request.Request.Path, ground.Actor);
    }

    private Scenario Anonymous(ApiOperation operation)
    {
        var ground = Ground();
        var request = Make(operation, ground, isFaulty: false, out _);
        return Single(
            operation,
            ground,
            request with
            {
                Request = request.Request with { Actor = FuzzRequest.Anonymous },
            },
            RequestIntent.Forbidden
        );
    }

    private Scenario? Deleted(ApiOperation operation) =>
        _kinds.About(operation) is { } kind && _context.Resources.Deleted(kind.Name, _random) is { } found
            ? Of(operation, found, found.Owner)
            : null;

    // Who may see what isn't said in a document: the answer may be anything that is no fault.
    private Scenario? Denied(ApiOperation operation)
    {
        if (_context.Actors.Count < 2 || _kinds.About(operation) is not { } kind)
        {
            return null;
        }

        var actor = _random.Pick(_context.Actors);
        return _context.Resources.Denied(kind.Name, actor, _random) is { } found ? Of(operation, found, actor) : null;
    }

    private Scenario Of(ApiOperation operation, PooledResource resource, string actor)
    {
        var ground = Ground();
        ground.Take(operation, resource, actor);
        return Single(operation, ground, Make(operation, ground, isFaulty: false, out _), RequestIntent.Open);
    }

    private ApiRequest Make(ApiOperation operation, ScenarioGround ground, bool isFaulty, out bool isBound)
    {
        var ids = operation.Parameters.ToDictionary(parameter => parameter, parameter => ground.IdOf(operation, parameter));
        isBound = ids.All(pair => pair.Key.Place != ApiParameterPlace.Path || pair.Value is not null);
        return _requests.Make(operation, ground.Actor, parameter => ids[parameter], isFaulty);
    }

    private bool MustAccept(ApiOperation operation) =>
        !(operation.IsSecured && _context.Actors.Count == 0)
        && !Circumstances.Any(operation.Declares)
        && (operation.Segments.Any(segment => segment.Contains('{', StringComparison.Ordinal)) || !operation.Declares("404"));

    private Scenario Single(ApiOperation operation, ScenarioGround ground, ApiRequest request, RequestIntent intent)
    {
        var made = _kinds.MadeBy(operation);
        var builder = new ShapeBuilder(_number, ScenarioKinds.Single).Add(ground.Steps);
        return builder
            .Add(
                new RequestStep
                {
                    Operation = operation.Name,
                    Request = request.Request,
                    Intent = intent,
                    Fault = request.Fault,
                    Captures = made?.Capture is { } capture ? new Dictionary<string, string> { ["id"] = capture } : [],
                    Produces = made is { IsTop: true } ? made.Name : null,
                    Uses = ground.Pooled?.Reference ?? (IsDelete(operation) ? ground.Made : null),
                    // What is below a resource is removed without it.
                    Deletes = IsDelete(operation) && intent != RequestIntent.Forbidden,
                }
            )
            .Build();
    }

    private bool IsDelete(ApiOperation operation) => operation.Method == "DELETE" && _kinds.About(operation) is { IsTop: true };
}
