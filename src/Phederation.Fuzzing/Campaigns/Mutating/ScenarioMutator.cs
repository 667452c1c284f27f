using System.Text;
using Phederation.Fuzzing.Exchanges;
using Phederation.Fuzzing.Generating;
using Phederation.Fuzzing.Generating.Bytes;
using Phederation.Fuzzing.Scenarios;
using Phederation.Fuzzing.Sending.References;

namespace Phederation.Fuzzing.Campaigns.Mutating;

/// <summary>Changes a scenario that brought something new: it may bring more. What its model promised of it holds no more: every intent is open.</summary>
internal sealed class ScenarioMutator(IReadOnlyList<string> actors, AflDictionary? dictionary)
{
    /// <summary>The kind of a changed scenario: oracles that go by kinds pass it over.</summary>
    public const string Kind = "mutated";

    private const int MostSteps = 16;
    private const int LongestPath = 8 * 1024;

    private static readonly string[] Methods =
    [
        "GET",
        "POST",
        "PUT",
        "PATCH",
        "DELETE",
        "HEAD",
        "OPTIONS",
        "TRACE",
        "PROPFIND",
        "get",
        "X",
    ];

    private static readonly KeyValuePair<string, string>[] Headers =
    [
        KeyValuePair.Create("If-Match", "*"),
        KeyValuePair.Create("If-Match", "W/\"0\""),
        KeyValuePair.Create("If-None-Match", "*"),
        KeyValuePair.Create("If-None-Exist", "identifier="),
        KeyValuePair.Create("If-Modified-Since", "Thu, 01 Jan 1970 00:00:00 GMT"),
        KeyValuePair.Create("Accept", "application/xml"),
        KeyValuePair.Create("Accept", "*/*;q=x"),
        KeyValuePair.Create("Accept-Charset", "utf-7"),
        KeyValuePair.Create("Accept-Encoding", "gzip, br"),
        KeyValuePair.Create("Prefer", "respond-async"),
        KeyValuePair.Create("Range", "bytes=9-1"),
        KeyValuePair.Create("Content-Encoding", "gzip"),
        KeyValuePair.Create("X-HTTP-Method-Override", "DELETE"),
    ];

    private static readonly string[] Types =
    [
        "application/json",
        "application/xml",
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data",
        "application/json; charset=utf-16",
    ];

    /// <summary>A changed scenario under another number.</summary>
    public Scenario Mutate(Scenario scenario, long number, FuzzRandom random)
    {
        var renumbered = ScenarioReferences.Renumber(scenario, number, new Dictionary<long, long>());
        var steps = renumbered.Steps.Select(Opened).ToList();
        for (var changes = 1 + random.Next(2); changes > 0; changes--)
        {
            Change(steps, random);
        }

        return renumbered with
        {
            Kind = Kind,
            Steps = steps,
        };
    }

    /// <summary>A step whose answer may be anything.</summary>
    public static ScenarioStep Opened(ScenarioStep step) =>
        step is RequestStep request ? request with { Intent = RequestIntent.Open, Fault = null } : step;

    private void Change(List<ScenarioStep> steps, FuzzRandom random)
    {
        var at = random.Next(steps.Count);
        switch (random.Next(10))
        {
            case 0 when steps.Count < MostSteps:
                steps.Add(steps[at]);
                break;
            case 1 when steps.Count > 1:
                var other = random.Next(steps.Count);
                (steps[at], steps[other]) = (steps[other], steps[at]);
                break;
            case 2 when steps.Count > 1:
                // What refers to it, or to one behind it, finds something else: that is a change too.
                steps.RemoveAt(at);
                break;
            default:
                if (steps[at] is RequestStep step)
                {
                    steps[at] = step with { Request = Change(step.Request, random) };
                }

                break;
        }
    }

    private FuzzRequest Change(FuzzRequest request, FuzzRandom random) =>
        random.Next(10) switch
        {
            0 => request with { Method = random.Pick<string>(Methods) },
            1 => request with { Actor = random.Pick<string>([.. actors, FuzzRequest.Anonymous]) },
            2 => request with { Headers = [.. request.Headers, random.Pick(Headers)] },
            3 when request.Body is not null => request with { ContentType = random.Pick(Types) },
            4 or 5 => request with { Path = ChangePath(request.Path, random) },
            _ when request.Body is { Length: > 0 } body => request with
            {
                Body = new ByteMutator(random, dictionary).Mutate(body.Span).Body,
            },
            _ => request with { Path = ChangePath(request.Path, random) },
        };

    // What a request line can't have is percent-encoded: a broken request line is refused before the service sees it.
    private string ChangePath(string path, FuzzRandom random)
    {
        var changed = new ByteMutator(random, dictionary, LongestPath).Mutate(Encoding.UTF8.GetBytes(path)).Body;
        var text = new StringBuilder("/", changed.Length + 1);
        foreach (var one in changed.AsSpan(changed.AsSpan().StartsWith("/"u8) ? 1 : 0))
        {
            _ = one is > 0x20 and < 0x7f ? text.Append((char)one) : text.Append('%').Append(one.ToString("X2"));
        }

        return text.ToString();
    }
}
