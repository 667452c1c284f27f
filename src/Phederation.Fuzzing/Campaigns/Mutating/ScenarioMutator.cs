using System.Text;
using Phederation.Fuzzing.Exchanges;
using Phederation.Fuzzing.Generating;
using Phederation.Fuzzing.Models;
using Phederation.Fuzzing.Scenarios;
using Phederation.Fuzzing.Sending.References;

namespace Phederation.Fuzzing.Campaigns.Mutating;

/// <summary>Changes a scenario that brought something new: it may bring more. What its model promised of it holds no more: every intent is open.</summary>
internal static class ScenarioMutator
{
    /// <summary>The kind of a changed scenario: oracles that go by kinds pass it over.</summary>
    public const string Kind = "mutated";

    private const int MostSteps = 16;

    private static readonly string[] Methods = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "TRACE", "PROPFIND", "get", "X"];

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
    public static Scenario Mutate(Scenario scenario, long number, ComposeContext context, FuzzRandom random)
    {
        var renumbered = ScenarioReferences.Renumber(scenario, number, new Dictionary<long, long>());
        var steps = renumbered.Steps.Select(Opened).ToList();
        for (var changes = 1 + random.Next(2); changes > 0; changes--)
        {
            Change(steps, context, random);
        }

        return renumbered with { Kind = Kind, Steps = steps };
    }

    /// <summary>A step whose answer may be anything.</summary>
    public static ScenarioStep Opened(ScenarioStep step) =>
        step is RequestStep request ? request with { Intent = RequestIntent.Open, Fault = null } : step;

    private static void Change(List<ScenarioStep> steps, ComposeContext context, FuzzRandom random)
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
                    steps[at] = step with { Request = Change(step.Request, context, random) };
                }

                break;
        }
    }

    private static FuzzRequest Change(FuzzRequest request, ComposeContext context, FuzzRandom random) =>
        random.Next(10) switch
        {
            0 => request with { Method = random.Pick(Methods) },
            1 => request with { Actor = random.Pick([.. context.Actors, FuzzRequest.Anonymous]) },
            2 => request with { Headers = [.. request.Headers, random.Pick(Headers)] },
            3 when request.Body is not null => request with { ContentType = random.Pick(Types) },
            4 or 5 => request with { Path = ChangePath(request.Path, context.Words, random) },
            _ when request.Body is { Length: > 0 } body => request with { Body = ByteChanges.Change(body.Span, context.Words, random) },
            _ => request with { Path = ChangePath(request.Path, context.Words, random) },
        };

    // What a request line can't have is percent-encoded: a broken request line is refused before the service sees it.
    private static string ChangePath(string path, IReadOnlyList<ReadOnlyMemory<byte>> words, FuzzRandom random)
    {
        var changed = ByteChanges.Change(Encoding.UTF8.GetBytes(path), words, random);
        var text = new StringBuilder("/", changed.Length + 1);
        foreach (var one in changed.AsSpan(changed.AsSpan().StartsWith("/"u8) ? 1 : 0))
        {
            _ = one is > 0x20 and < 0x7f ? text.Append((char)one) : text.Append('%').Append(one.ToString("X2"));
        }

        return text.ToString();
    }
}
