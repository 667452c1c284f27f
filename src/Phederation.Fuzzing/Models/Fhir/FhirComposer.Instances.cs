using System.Text;
using Phederation.FhirModel;
using Phederation.Fuzzing.Exchanges;
using Phederation.Fuzzing.Generating.Fhir;
using Phederation.Fuzzing.Generating.Fhir.Bodies;
using Phederation.Fuzzing.Scenarios;
using Phederation.Fuzzing.Scenarios.Shapes;

namespace Phederation.Fuzzing.Models.Fhir;

/// <content>What is done with single resources.</content>
internal sealed partial class FhirComposer
{
    private const string PatchType = "application/json-patch+json";

    // RFC 6902's own faults, and what is none: a server may not take any of them for a patch.
    private static readonly string[] BadPatches =
    [
        """[{"op":"remove","path":"/nope"}]""",
        """[{"op":"test","path":"/id","value":1}]""",
        """[{"op":"move","from":"/resourceType","path":"/resourceType/x"}]""",
        """[{"op":"bogus","path":"/language"}]""",
        """[{"path":"/language","value":"en"}]""",
        """[{"op":"add","path":"language","value":"en"}]""",
        """[{"op":"add","path":"/-1","value":"en"}]""",
        """[{"op":"replace","path":"","value":null}]""",
        """[1]""",
        """{}""",
        """[{"op":"copy","from":"/nope/0","path":"/language"}]""",
    ];

    private Scenario Create(string type)
    {
        var route = Route(type);
        switch (_random.Next(10))
        {
            case 0 or 1:
                return Single($"create {type}", "POST", $"/{type}", RequestIntent.Invalid, Faulty(_generator.Resource(type)));
            case 2:
                var tag = Tag();
                return FailedCreateShape.Build(_number, route, Faulty(Tagged(type, tag)), Narrow(type, tag));
            case 3:
                return Single($"create {type}", "POST", $"/{type}", RequestIntent.Open, Mangled(type));
            case 4:
                return CreateSearchShape.Build(_number, route, Valid(type), SearchTarget.Fhir(type, _actor), []);
            case 5:
                return ConditionalReadShape.Build(_number, route, Valid(type), _actor);
            default:
                return CreateReadShape.Build(_number, route, Valid(type), _actor);
        }
    }

    private Scenario? Read(string type)
    {
        var isDeleted = _random.Next(5) == 0;
        var found = isDeleted ? _context.Resources.Deleted(type, _random) : _context.Resources.Live(type, _random);
        if (found is null)
        {
            return null;
        }

        var path = $"/{type}/{found.Reference.Capture("id")}";
        var operation = $"read {type}";
        var intent = isDeleted ? RequestIntent.Open : RequestIntent.Valid;
        return _random.Next(6) switch
        {
            0 => GetHeadShape.Build(_number, operation, path, _actor),
            1 => ForeignOriginShape.Build(_number, operation, path, _actor),
            2 => Single(
                operation,
                "GET",
                $"{path}?_summary={_random.Pick<string>(["true", "text", "data", "false", "count"])}",
                RequestIntent.Open,
                uses: found
            ),
            3 => Single(
                operation,
                "GET",
                $"{path}?_elements={_random.Pick<string>(["id", "meta,text", "no-such", ",", "%00"])}",
                RequestIntent.Open,
                uses: found
            ),
            4 => Single(
                operation,
                "GET",
                path,
                RequestIntent.Open,
                uses: found,
                headers: KeyValuePair.Create(
                    "Accept",
                    _random.Pick<string>(["application/fhir+xml", "text/html", "*/*", "nonsense", "application/json;q=0"])
                )
            ),
            _ => Single(operation, "GET", path, intent, uses: found),
        };
    }

    private Scenario Update(string type)
    {
        var route = Route(type);
        return _random.Next(7) switch
        {
            0 => UpdateTwiceShape.Build(_number, route, Valid(type), Valid(type), _actor),
            1 => IfMatchShape.Build(_number, route, Valid(type), Valid(type), Valid(type), _actor),
            2 => FailedUpdateShape.Build(_number, route, Valid(type), FaultyChange(type), _actor),
            3 => Upsert(type),
            _ => UpdateReadShape.Build(_number, route, Valid(type), Valid(type), _actor),
        };
    }

    /// <summary>A PUT to an id that isn't there; servers may make it, or refuse.</summary>
    private Scenario Upsert(string type)
    {
        var id = $"fuzz-{_number}-{_random.Next(1_000_000)}";
        var body = new ResourceBody(FhirText.Bytes(_generator.Resource(type, id)), RequestIntent.Open);
        return Single($"update {type}", "PUT", $"/{type}/{(_random.Next(4) == 0 ? "other" : id)}", RequestIntent.Open, body);
    }

    private Scenario Patch(string type)
    {
        var resource = _generator.Resource(type);
        var (patch, _) = new JsonPatchGenerator(_random, _generator).Make(resource);
        var isBad = _random.Next(3) == 0;
        ReadOnlyMemory<byte> body = isBad ? Encoding.UTF8.GetBytes(_random.Pick(BadPatches)) : FhirText.Bytes(patch);
        var route = Route(type);
        return new ShapeBuilder(_number, ScenarioKinds.Single)
            .Create(route, new ResourceBody(FhirText.Bytes(resource)), _actor)
            .Add(
                new RequestStep
                {
                    Operation = $"patch {type}",
                    Request = ShapeBuilder.Request("PATCH", route.ItemPath(ShapeBuilder.Captured(0, "id")), _actor) with
                    {
                        ContentType = _random.Next(12) == 0 ? Json : PatchType,
                        Body = body,
                    },
                    Intent = RequestIntent.Open,
                    Fault = isBad ? "no patch for this resource" : null,
                    Uses = new ResourceReference(type, _number, 0),
                }
            )
            .Read(route, 0, _actor)
            .Build();
    }

    private Scenario Delete(string type) =>
        _random.Next(3) == 0
            ? DeleteSearchShape.Build(_number, Route(type), Valid(type), SearchTarget.Fhir(type, _actor))
            : DeleteReadShape.Build(_number, Route(type), Valid(type), _actor);

    private Scenario History(string type)
    {
        var route = Route(type);
        var query = _random.Pick<string>([
            "",
            "?_count=1",
            "?_since=2020-01-01T00:00:00Z",
            "?_since=yesterday",
            "?_count=-1",
            "?_at=2020",
            "?_sort=x",
        ]);
        return new ShapeBuilder(_number, ScenarioKinds.Single)
            .Create(route, Valid(type), _actor)
            .Update(route, 0, Valid(type), _actor)
            .Add(
                new RequestStep
                {
                    Operation = $"history {type}",
                    Request = ShapeBuilder.Request("GET", $"{route.ItemPath(ShapeBuilder.Captured(0, "id"))}/_history{query}", _actor),
                    Intent = query.Length == 0 ? RequestIntent.Valid : RequestIntent.Open,
                    Uses = new ResourceReference(type, _number, 0),
                }
            )
            .Build();
    }

    private Scenario Conditional(FhirTask task)
    {
        var type = task.Subject;
        var query = _random.Pick<string>([
            $"_id=fuzz-{_number}",
            "identifier=a%7Cb",
            "_id=",
            "no-such=1",
            "",
            $"_tag={TagSystem}%7Cnone",
            "_id=a,b&_id=c",
        ]);
        return task.Verb switch
        {
            FhirVerb.ConditionalCreate => Single(
                task.Model.Name,
                "POST",
                $"/{type}",
                RequestIntent.Open,
                new ResourceBody(FhirText.Bytes(_generator.Resource(type)), RequestIntent.Open),
                headers: KeyValuePair.Create("If-None-Exist", query)
            ),
            FhirVerb.ConditionalUpdate => Single(
                task.Model.Name,
                "PUT",
                $"/{type}?{query}",
                RequestIntent.Open,
                new ResourceBody(FhirText.Bytes(_generator.Resource(type)), RequestIntent.Open)
            ),
            // Only what nothing has: a campaign must not empty a server.
            _ => Single(task.Model.Name, "DELETE", $"/{type}?_tag={TagSystem}%7C{Tag()}", RequestIntent.Open),
        };
    }

    private Scenario Validate(FhirTask task)
    {
        var body = _random.Next(2) == 0 ? Faulty(_generator.Resource(task.Subject)) : Valid(task.Subject);
        // Of a faulty body the answer is an outcome that says so, which is a success.
        return Single(
            task.Model.Name,
            "POST",
            $"/{task.Subject}/$validate",
            RequestIntent.Open,
            body with
            {
                Intent = RequestIntent.Open,
                Fault = null,
            }
        );
    }

    private Scenario? Access(string type)
    {
        var owners = _options.Patients.Keys.Where(_context.Actors.Contains).Order(StringComparer.Ordinal).ToList();
        if (_context.Actors.Count == 0)
        {
            // Everybody may do everything.
            return null;
        }

        var owner = owners.Count > 0 ? _random.Pick<string>(owners) : _actor;
        var others = owners.Where(other => other != owner).Append(FuzzRequest.Anonymous).ToList();
        var other = _random.Pick<string>(others);
        var (body, changed) = (Belonging(type, owner), Belonging(type, owner));
        if (other != FuzzRequest.Anonymous && _random.Next(2) == 0)
        {
            var parameter = FhirDefinitions.R4.Compartment(type) is [var first, ..] ? first : null;
            return AccessSearchShape.Build(
                _number,
                Route(type),
                body,
                owner,
                other,
                AccessForms.Fhir(type, _options.Patients[owner], parameter, "")
            );
        }

        return AccessShape.Build(
            _number,
            Route(type),
            body,
            changed,
            owner,
            other,
            [$"/{type}/{{id}}/_history", $"/{type}/{{id}}/_history/1"]
        );
    }

    /// <summary>A resource of the owner's patient.</summary>
    private ResourceBody Belonging(string type, string owner)
    {
        var resource = _generator.Resource(type);
        if (_options.Patients.TryGetValue(owner, out var patient))
        {
            PatientReferences.Set(resource, patient);
        }

        return new ResourceBody(FhirText.Bytes(resource), RequestIntent.Open);
    }
}
