using System.Text;
using Phederation.FhirModel;
using Phederation.Fuzzing.Generating.Fhir;
using Phederation.Fuzzing.Generating.Fhir.Bodies;
using Phederation.Fuzzing.Generating.Fhir.Seeds;
using Phederation.Fuzzing.Scenarios;
using Phederation.Fuzzing.Scenarios.Shapes;

namespace Phederation.Fuzzing.Models.Fhir;

/// <content>What is asked of the whole server.</content>
internal sealed partial class FhirComposer
{
    private static readonly string[] OddPaths =
    [
        "/Nope/1",
        "/Nope",
        "/%00",
        "/Patient/%2e%2e",
        "/Patient/..%2f..%2fetc%2fpasswd",
        "//",
        "/Patient//",
        "/Patient/a b",
        "/Patient/%zz",
        "/$bogus",
        "/Patient/$bogus",
        "/Patient/1/_history/",
        "/Patient/1/_history/x/y",
        "/metadata/x",
        "/patient",
        "/Patient?%00=%ff",
        "/Patient?=&&=",
        "/Patient;x=1",
    ];

    private static readonly string[] OddMethods = ["BREW", "TRACE", "PROPFIND", "LINK", "get", "PUT", "DELETE", "OPTIONS"];
    private static readonly string[] OddTypes =
    [
        "text/plain",
        "application/xml",
        "application/json; charset=utf-16",
        "multipart/form-data",
        "",
    ];

    private Scenario Capabilities() =>
        _random.Next(3) == 0
            ? GetHeadShape.Build(_number, "capabilities", "/metadata", _actor)
            : Single(
                "capabilities",
                "GET",
                _random.Pick<string>(["/metadata", "/metadata?mode=full", "/metadata?_summary=true", "/metadata?mode=x"]),
                RequestIntent.Open
            );

    private Scenario Transaction()
    {
        var type = _random.Pick(_types);
        var tag = Tag();
        switch (_random.Next(4))
        {
            case 0:
                return TransactionWholeShape.Build(
                    _number,
                    [.. Enumerable.Range(0, 1 + _random.Next(3)).Select(_ => Entry(type, FhirText.Bytes(Tagged(type, tag))))],
                    Narrow(type, tag)
                );
            case 1:
                var faulty = Faulty(Tagged(type, tag));
                return TransactionAtomicShape.Build(
                    _number,
                    [Entry(type, FhirText.Bytes(Tagged(type, tag))), Entry(type, faulty.Bytes)],
                    faulty.Fault!,
                    Narrow(type, tag)
                );
            case 2:
                return TransactionAtomicShape.Build(
                    _number,
                    [
                        Entry(type, FhirText.Bytes(Tagged(type, tag))),
                        new TransactionEntry(
                            _random.Pick<string>(["BREW", "GET", "PATCH"]),
                            _random.Pick<string>(["Nope/1", $"{type}/no-such-{_number}", ""])
                        ),
                    ],
                    "an entry that can't be carried out",
                    Narrow(type, tag)
                );
            default:
                return Bundle(isTransaction: true);
        }
    }

    private Scenario Batch() => Bundle(isTransaction: false);

    private Scenario Bundle(bool isTransaction)
    {
        var bundle = new BundleGenerator(_random, _generator, _references).Make(isTransaction, _types);
        var body = new ResourceBody(FhirText.Bytes(bundle), RequestIntent.Open);
        return Single(isTransaction ? "transaction" : "batch", "POST", "", RequestIntent.Open, _random.Next(6) == 0 ? Mangled(body) : body);
    }

    private ResourceBody Mangled(ResourceBody body) =>
        body with
        {
            Bytes = new Generating.Bytes.ByteMutator(_random).Mutate(body.Bytes.Span).Body,
        };

    private static TransactionEntry Entry(string type, ReadOnlyMemory<byte> resource) => new("POST", type, resource);

    private Scenario Operation(FhirTask task, FhirOperation operation)
    {
        var call = new OperationGenerator(_random, _generator, _references).Make(operation);
        return call.Body is null
            ? Single(task.Model.Name, "GET", call.Query is { Length: > 0 } query ? $"{call.Path}?{query}" : call.Path, RequestIntent.Open)
            : Single(
                task.Model.Name,
                "POST",
                call.Path,
                RequestIntent.Open,
                new ResourceBody(FhirText.Bytes(call.Body), RequestIntent.Open)
            );
    }

    /// <summary>What has broken servers before, and what is no FHIR at all.</summary>
    private Scenario Odd()
    {
        if (_random.Next(2) == 0)
        {
            var seed = _random.Pick(KnownShapes.Make(_random, _references));
            return new ShapeBuilder(_number, ScenarioKinds.Single)
                .Add(
                    new RequestStep
                    {
                        Operation = "odd request",
                        Request = seed.Request with { Actor = _actor },
                        Intent = RequestIntent.Open,
                        Fault = seed.Why,
                    }
                )
                .Build();
        }

        var type = _random.Pick(_types);
        return _random.Next(5) switch
        {
            0 => Single("odd request", _random.Pick(OddMethods), $"/{type}", RequestIntent.Open),
            1 => Single(
                "odd request",
                "POST",
                $"/{type}",
                RequestIntent.Open,
                Valid(type) with
                {
                    Intent = RequestIntent.Open,
                },
                contentType: _random.Pick(OddTypes)
            ),
            2 => Single("odd request", "GET", $"/{type}/{new string('a', 1 + _random.Next(5000))}", RequestIntent.Open),
            3 => Single(
                "odd request",
                "POST",
                $"/{type}/_search",
                RequestIntent.Open,
                new ResourceBody(
                    Encoding.UTF8.GetBytes(_random.Pick<string>(["%", "a=b&a=b", "_id=\u0000", "=", "_count=5&_count=6"])),
                    RequestIntent.Open
                ),
                contentType: "application/x-www-form-urlencoded"
            ),
            _ => Single("odd request", "GET", _random.Pick(OddPaths), RequestIntent.Open),
        };
    }
}
