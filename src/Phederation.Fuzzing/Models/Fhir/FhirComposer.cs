using System.Text.Json.Nodes;
using Phederation.Fuzzing.Exchanges;
using Phederation.Fuzzing.Generating;
using Phederation.Fuzzing.Generating.Bytes;
using Phederation.Fuzzing.Generating.Faults;
using Phederation.Fuzzing.Generating.Fhir;
using Phederation.Fuzzing.Scenarios;
using Phederation.Fuzzing.Scenarios.Shapes;

namespace Phederation.Fuzzing.Models.Fhir;

/// <summary>Composes one scenario. This part holds what the others make it from.</summary>
internal sealed partial class FhirComposer
{
    private const string Json = "application/fhir+json";
    private const string TagSystem = "http://example.org/fuzz";

    private readonly FhirServiceOptions _options;
    private readonly IReadOnlyList<string> _types;
    private readonly long _number;
    private readonly ComposeContext _context;
    private readonly FuzzRandom _random;
    private readonly PoolReferences _references;
    private readonly FhirGenerator _generator;
    private readonly FaultMaker _faults;
    private readonly string _actor;

    public FhirComposer(FhirServiceOptions options, IReadOnlyList<string> types, long number, ComposeContext context, FuzzRandom random)
    {
        (_options, _types, _number, _context, _random) = (options, types, number, context, random);
        _references = new PoolReferences(context.Resources);
        _generator = new FhirGenerator(random, _references);
        _faults = new FaultMaker(random);
        // Those who see one patient only can't make everything: the others do the work, where there are any.
        IReadOnlyList<string> workers = [.. context.Actors.Where(actor => !options.Patients.ContainsKey(actor))];
        _actor = workers.Count > 0 ? random.Pick(workers) : FuzzRequest.Anonymous;
    }

    /// <summary>The scenario; null when the pool lacks what it needs.</summary>
    public Scenario? Compose(FhirTask task) =>
        task.Verb switch
        {
            FhirVerb.Create => Create(task.Subject),
            FhirVerb.Read => Read(task.Subject),
            FhirVerb.VersionRead => VersionReadShape.Build(_number, Route(task.Subject), Valid(task.Subject), Valid(task.Subject), _actor),
            FhirVerb.Update => Update(task.Subject),
            FhirVerb.Patch => Patch(task.Subject),
            FhirVerb.Delete => Delete(task.Subject),
            FhirVerb.History => History(task.Subject),
            FhirVerb.Search => Search(task.Subject),
            FhirVerb.ConditionalCreate or FhirVerb.ConditionalUpdate or FhirVerb.ConditionalDelete => Conditional(task),
            FhirVerb.Access => Access(task.Subject),
            FhirVerb.Validate => Validate(task),
            FhirVerb.Transaction => Transaction(),
            FhirVerb.Batch => Batch(),
            FhirVerb.Operation => Operation(task, task.Operation!),
            FhirVerb.SystemHistory => SystemHistory(),
            FhirVerb.SystemSearch => SystemSearch(),
            FhirVerb.Capabilities => Capabilities(),
            _ => Odd(),
        };

    /// <summary>What was made before an event is there after it.</summary>
    public Scenario Compose(TargetEvent happening)
    {
        var type = _random.Pick(_types);
        return EventReadShape.Build(_number, Route(type), Valid(type), happening, OperationOf(happening), _actor);
    }

    private static string OperationOf(TargetEvent happening) =>
        string.Concat(
            happening
                .ToString()
                .Select((c, at) => at > 0 && char.IsAsciiLetterUpper(c) ? $"-{char.ToLowerInvariant(c)}" : $"{char.ToLowerInvariant(c)}")
        );

    private static ResourceRoute Route(string type) => ResourceRoute.Fhir(type);

    /// <summary>A valid body.</summary>
    private ResourceBody Valid(string type) => new(FhirText.Bytes(_generator.Resource(type)));

    /// <summary>A body with one fault that shows in the body itself.</summary>
    /// <param name="resource">The valid resource that it is made from.</param>
    /// <param name="mended">The path of what is set on the way to the server, so that a fault there would be mended.</param>
    private ResourceBody Faulty(JsonObject resource, string? mended = null)
    {
        while (true)
        {
            var body = _faults.Make(resource);
            if (body.Label.Kind != FaultKind.IdMismatch && (mended is null || body.Label.Path != mended))
            {
                return new ResourceBody(body.Body, RequestIntent.Invalid, body.Label.Kind.ToString());
            }
        }
    }

    /// <summary>A faulty body for a change; it gets the id of what it changes.</summary>
    private ResourceBody FaultyChange(string type) => Faulty(_generator.Resource(type), mended: $"{type}.id");

    /// <summary>A body of which nothing is known: bytes changed, words put in.</summary>
    private ResourceBody Mangled(string type)
    {
        var dictionary = _context.Words.Count == 0 ? null : new AflDictionary(_context.Words.Select(word => new DictionaryToken(word)));
        var bytes = new ByteMutator(_random, dictionary).Mutate(FhirText.Bytes(_generator.Resource(type)));
        return new ResourceBody(bytes.Body, RequestIntent.Open);
    }

    /// <summary>A resource that carries a tag which nothing else has.</summary>
    private JsonObject Tagged(string type, string tag)
    {
        var resource = _generator.Resource(type);
        var meta = resource["meta"] as JsonObject ?? [];
        meta["tag"] = new JsonArray(new JsonObject { ["system"] = TagSystem, ["code"] = tag });
        // Where meta stands is no matter to JSON; some readers take the first members first.
        resource.Remove("meta");
        resource["meta"] = meta;
        return resource;
    }

    /// <summary>A search that sees this scenario's resources only.</summary>
    private SearchTarget Narrow(string type, string tag, int seeds = 0) =>
        SearchTarget.Fhir(type, _actor) with
        {
            Narrowing = $"_tag={Uri.EscapeDataString($"{TagSystem}|{tag}")}",
            Seeds = [.. Enumerable.Range(0, seeds).Select(_ => (Route(type), new ResourceBody(FhirText.Bytes(Tagged(type, tag)))))],
        };

    /// <summary>A tag of this scenario alone: replayed on the same target it must find what it makes then, and nothing older.</summary>
    private string Tag() => $"s{_number}-{_random.NextBits():x}";

    private Scenario Single(
        string operation,
        string method,
        string path,
        RequestIntent intent,
        ResourceBody? body = null,
        PooledResource? uses = null,
        string? contentType = Json,
        params KeyValuePair<string, string>[] headers
    ) =>
        new ShapeBuilder(_number, ScenarioKinds.Single)
            .Add(
                new RequestStep
                {
                    Operation = operation,
                    Request = ShapeBuilder.Request(method, path, _actor) with
                    {
                        Headers = headers,
                        ContentType = body is null ? null : contentType,
                        Body = body?.Bytes,
                    },
                    Intent = intent,
                    Fault = body?.Fault,
                    Uses = uses?.Reference,
                }
            )
            .Build();
}
