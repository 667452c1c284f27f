using System.Text;
using Phederation.Fuzzing.Exchanges;

namespace Phederation.Fuzzing.Scenarios.Shapes;

/// <summary>Puts the steps of a scenario together.</summary>
/// <param name="number">The scenario's number.</param>
/// <param name="kind">Its kind.</param>
internal sealed class ShapeBuilder(long number, string kind)
{
    private readonly List<ScenarioStep> _steps = [];

    /// <summary>What stands for something that a step of this scenario captured.</summary>
    public static string Captured(int step, string name) => $"{{{{.{step}.{name}}}}}";

    /// <summary>The scenario.</summary>
    public Scenario Build() =>
        new()
        {
            Number = number,
            Kind = kind,
            Steps = [.. _steps],
            Needs = ScenarioNeeds.Of(number, _steps),
        };

    /// <summary>Makes a resource.</summary>
    public ShapeBuilder Create(ResourceRoute route, ResourceBody body, string actor) =>
        Add(
            new RequestStep
            {
                Operation = route.Operation("create"),
                Request = Request("POST", route.Collection, actor) with { ContentType = route.MediaType, Body = body.Bytes },
                Intent = body.Intent,
                Fault = body.Fault,
                Captures = route.Captures,
                Produces = route.Kind,
            }
        );

    /// <summary>Reads what a step made.</summary>
    public ShapeBuilder Read(ResourceRoute route, int made, string actor, RequestIntent intent = RequestIntent.Valid) =>
        Read(route, made, actor, intent, "GET");

    /// <summary>Reads a version of what a step made.</summary>
    public ShapeBuilder ReadVersion(ResourceRoute route, int made, int versionOf, string actor) =>
        Add(
            new RequestStep
            {
                Operation = route.Operation("vread"),
                Request = Request(
                    "GET",
                    (route.Version ?? route.Item)
                        .Replace("{id}", Captured(made, "id"), StringComparison.Ordinal)
                        .Replace("{version}", Captured(versionOf, "version"), StringComparison.Ordinal),
                    actor
                ),
                Intent = RequestIntent.Valid,
                Uses = Made(route, made),
            }
        );

    /// <summary>Reads, or asks for, what a step made, with a method and headers.</summary>
    public ShapeBuilder Read(
        ResourceRoute route,
        int made,
        string actor,
        RequestIntent intent,
        string method,
        params KeyValuePair<string, string>[] headers
    ) =>
        Add(
            new RequestStep
            {
                Operation = route.Operation("read"),
                Request = Request(method, route.ItemPath(Captured(made, "id")), actor) with { Headers = headers },
                Intent = intent,
                Uses = Made(route, made),
            }
        );

    /// <summary>Changes what a step made.</summary>
    public ShapeBuilder Update(
        ResourceRoute route,
        int made,
        ResourceBody body,
        string actor,
        params KeyValuePair<string, string>[] headers
    ) =>
        Add(
            new RequestStep
            {
                Operation = route.Operation("update"),
                Request = Request("PUT", route.ItemPath(Captured(made, "id")), actor) with
                {
                    Headers = headers,
                    ContentType = route.MediaType,
                    Body = BodyId.Set(body.Bytes, route, Captured(made, "id")),
                },
                Intent = body.Intent,
                Fault = body.Fault,
                Captures = route.Captures.Where(capture => capture.Key != "id").ToDictionary(),
                Uses = Made(route, made),
            }
        );

    /// <summary>Removes what a step made.</summary>
    public ShapeBuilder Delete(ResourceRoute route, int made, string actor, RequestIntent intent = RequestIntent.Valid) =>
        Add(
            new RequestStep
            {
                Operation = route.Operation("delete"),
                Request = Request("DELETE", route.ItemPath(Captured(made, "id")), actor),
                Intent = intent,
                Uses = Made(route, made),
                Deletes = true,
            }
        );

    /// <summary>Makes what a search is to find.</summary>
    public ShapeBuilder Seed(SearchTarget target)
    {
        foreach (var (route, body) in target.Seeds)
        {
            Create(route, body, target.Actor);
        }

        return this;
    }

    /// <summary>Searches.</summary>
    /// <param name="target">Over what.</param>
    /// <param name="query">The conditions, percent-encoded, without <c>?</c>.</param>
    public ShapeBuilder Search(SearchTarget target, string query) =>
        Add(
            new RequestStep
            {
                Operation = $"search {target.Kind}",
                Request = Request("GET", WithQuery(target.Path, Joined(target, query)), target.Actor),
                Intent = target.Intent,
                Captures = new Dictionary<string, string> { ["next"] = "link:next" },
            }
        );

    /// <summary>Searches by POST.</summary>
    public ShapeBuilder SearchByPost(SearchTarget target, string query) =>
        Add(
            new RequestStep
            {
                Operation = $"search {target.Kind}",
                Request = Request("POST", $"{target.Path}/_search", target.Actor) with
                {
                    ContentType = "application/x-www-form-urlencoded",
                    Body = Encoding.UTF8.GetBytes(Joined(target, query)),
                },
                Intent = target.Intent,
            }
        );

    /// <summary>Follows a search to its next page.</summary>
    public ShapeBuilder NextPage(SearchTarget target) =>
        Add(
            new RequestStep
            {
                Operation = $"search {target.Kind}",
                Request = Request("GET", Captured(_steps.Count - 1, "next"), target.Actor),
                Intent = RequestIntent.Open,
                Captures = new Dictionary<string, string> { ["next"] = "link:next" },
            }
        );

    /// <summary>Any step.</summary>
    public ShapeBuilder Add(ScenarioStep step)
    {
        _steps.Add(step);
        return this;
    }

    /// <summary>Any steps.</summary>
    public ShapeBuilder Add(IEnumerable<ScenarioStep> steps)
    {
        _steps.AddRange(steps);
        return this;
    }

    /// <summary>A request without a body.</summary>
    public static FuzzRequest Request(string method, string path, string actor) =>
        new()
        {
            Method = method,
            Path = path,
            Actor = actor,
        };

    private ResourceReference Made(ResourceRoute route, int step) => new(route.Kind, number, step);

    private static string Joined(SearchTarget target, string query) =>
        string.Join('&', new[] { target.Narrowing, query }.Where(part => part.Length > 0));

    private static string WithQuery(string path, string query) => query.Length == 0 ? path : $"{path}?{query}";
}
