using Phederation.Fuzzing.Exchanges;
using Phederation.Fuzzing.Models.OpenApi.Documents;
using Phederation.Fuzzing.Models.OpenApi.Resources;
using Phederation.Fuzzing.Models.OpenApi.Schemas;
using Phederation.Fuzzing.Scenarios;
using Phederation.Fuzzing.Scenarios.Shapes;

namespace Phederation.Fuzzing.Models.OpenApi.Composing;

/// <content>Scenarios that are judged as a whole.</content>
internal sealed partial class OpenApiComposer
{
    /// <summary>What was made before an event is there after it; null where nothing can be made.</summary>
    public Scenario? Compose(TargetEvent happening)
    {
        List<(ApiKind Kind, ResourceRoute Route)> routes = [];
        foreach (var kind in _kinds.All)
        {
            if (kind.Route is { } route)
            {
                routes.Add((kind, route));
            }
        }

        if (routes.Count == 0)
        {
            return null;
        }

        var (chosen, where) = _random.Pick(routes);
        return EventReadShape.Build(_number, where, Body(chosen.Create!), happening, happening.ToString().ToLowerInvariant(), Actor());
    }

    private Scenario? Shape(ApiOperation operation)
    {
        if ((_kinds.MadeBy(operation) ?? _kinds.About(operation)) is not { Route: { } route } kind)
        {
            return null;
        }

        var actor = Actor();
        return operation.Method switch
        {
            "POST" => Create(kind, route, actor),
            "GET" => Judged(kind, CreateReadShape.Build(_number, route, Body(kind.Create!), actor)),
            "PUT" when kind.Update is { Body: not null } update && ApiKind.JsonOf(update) is not null => Update(kind, route, update, actor),
            "DELETE" when kind.Delete is not null => DeleteReadShape.Build(_number, route, Body(kind.Create!), actor),
            _ => null,
        };
    }

    private Scenario? Create(ApiKind kind, ResourceRoute route, string actor)
    {
        if (_random.Next(4) > 0 || kind.List is not { } list || list.Parameters.Any(parameter => parameter.IsRequired))
        {
            return Judged(kind, CreateReadShape.Build(_number, route, Body(kind.Create!), actor));
        }

        var probe = new SearchTarget(kind.Name, list.Template, actor) { Intent = RequestIntent.Open };
        return Broken(kind.Create!) is { } broken ? FailedCreateShape.Build(_number, route, broken, probe) : null;
    }

    private Scenario? Update(ApiKind kind, ResourceRoute route, ApiOperation update, string actor) =>
        _random.Next(4) switch
        {
            0 => UpdateTwiceShape.Build(_number, route, Body(kind.Create!), Body(update), actor),
            1 => Broken(update) is { } broken ? FailedUpdateShape.Build(_number, route, Body(kind.Create!), broken, actor) : null,
            _ => Judged(kind, UpdateReadShape.Build(_number, route, Body(kind.Create!), Body(update), actor)),
        };

    // Where what is read is described by another schema than what is sent, only the answers are judged.
    private static Scenario Judged(ApiKind kind, Scenario scenario) =>
        kind.IsComparable ? scenario : scenario with { Kind = ScenarioKinds.Single };

    private string Actor() => _context.Actors.Count == 0 ? FuzzRequest.Anonymous : _random.Pick(_context.Actors);

    private ResourceBody Body(ApiOperation operation)
    {
        var (bytes, isValid, _) = _requests.Json(SchemaOf(operation), isFaulty: false);
        return new ResourceBody(bytes, isValid && MustAccept(operation) ? RequestIntent.Valid : RequestIntent.Open);
    }

    private ResourceBody? Broken(ApiOperation operation)
    {
        var (bytes, _, fault) = _requests.Json(SchemaOf(operation), isFaulty: true);
        return fault is null ? null : new ResourceBody(bytes, RequestIntent.Invalid, fault);
    }

    private static ApiSchema? SchemaOf(ApiOperation operation) => ApiKind.JsonOf(operation)?.Schema;
}
