using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Phederation.Fuzzing.Buckets;
using Phederation.Fuzzing.Campaigns;
using Phederation.Fuzzing.Oracles.State;
using Phederation.Fuzzing.Scenarios;

namespace Phederation.Fuzzing.Reproducing;

/// <summary>
/// Makes the scenarios of a fault small while they still show it: fewer scenarios, fewer steps at the end, fewer headers and query parameters, fewer members and
/// items of JSON bodies, fewer bytes of other bodies. Each attempt is run at the target. Where the fault is that something labelled valid or invalid was taken
/// otherwise, queries and bodies stay whole: of a part the label would not be true.
/// </summary>
/// <param name="replay">Runs scenarios and judges them.</param>
/// <param name="mostTries">How many attempts are made at most.</param>
public sealed class ScenarioMinimiser(BucketReplay replay, int mostTries)
{
    // Reading and writing deeper bodies is not for a tree: they are made smaller byte by byte.
    private static readonly JsonDocumentOptions Reading = new() { MaxDepth = 64 };
    private static readonly JsonSerializerOptions Writing = new()
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        MaxDepth = 64,
    };

    private static readonly string[] ByLabel = [new InvalidAcceptedOracle().Name, new ValidRefusedOracle().Name];

    private int _tries;

    /// <summary>How many attempts were made.</summary>
    public int Tries => _tries;

    /// <summary>The smallest that was found; the sequence itself where it doesn't show the fault now.</summary>
    public async Task<ScenarioSequence> MinimiseAsync(ScenarioSequence sequence, BucketKey bucket, CancellationToken cancellationToken)
    {
        if (!await ShowsAsync(sequence, bucket, cancellationToken))
        {
            return sequence;
        }

        sequence = await ScenariosAsync(sequence, bucket, cancellationToken);
        sequence = await LastStepsAsync(sequence, bucket, cancellationToken);
        for (var at = sequence.Scenarios.Count - 1; at >= 0; at--)
        {
            for (var step = 0; step < sequence.Scenarios[at].Steps.Count; step++)
            {
                if (sequence.Scenarios[at].Steps[step] is RequestStep)
                {
                    sequence = await RequestAsync(sequence, at, step, bucket, cancellationToken);
                }
            }
        }

        return sequence;
    }

    private bool IsOver() => _tries >= mostTries;

    private async Task<bool> ShowsAsync(ScenarioSequence sequence, BucketKey bucket, CancellationToken cancellationToken)
    {
        _tries++;
        var (shows, run) = await replay.TryAsync(sequence, bucket, cancellationToken);
        if (!run.Condition.IsServing && !await replay.ReviveAsync(cancellationToken))
        {
            // Nothing more can be tried.
            _tries = mostTries;
        }

        return shows;
    }

    /// <summary>Needed scenarios whose results are not needed after all.</summary>
    private async Task<ScenarioSequence> ScenariosAsync(ScenarioSequence sequence, BucketKey bucket, CancellationToken cancellationToken)
    {
        var last = sequence.Last;
        var kept = await DeltaDebugging.MinimiseAsync(
            [.. sequence.Scenarios.SkipLast(1)],
            (part, token) => ShowsAsync(new ScenarioSequence([.. part, last]), bucket, token),
            IsOver,
            cancellationToken
        );
        return new ScenarioSequence([.. kept, last]);
    }

    /// <summary>Steps after the last that matters: those before are referred to by their numbers, and oracles go by them.</summary>
    private async Task<ScenarioSequence> LastStepsAsync(ScenarioSequence sequence, BucketKey bucket, CancellationToken cancellationToken)
    {
        while (sequence.Last.Steps.Count > 1 && !IsOver())
        {
            var shorter = With(sequence, sequence.Scenarios.Count - 1, sequence.Last with { Steps = [.. sequence.Last.Steps.SkipLast(1)] });
            if (!await ShowsAsync(shorter, bucket, cancellationToken))
            {
                break;
            }

            sequence = shorter;
        }

        return sequence;
    }

    private async Task<ScenarioSequence> RequestAsync(
        ScenarioSequence sequence,
        int at,
        int step,
        BucketKey bucket,
        CancellationToken cancellationToken
    )
    {
        var request = (RequestStep)sequence.Scenarios[at].Steps[step];
        var headers = await DeltaDebugging.MinimiseAsync(
            request.Request.Headers,
            (part, token) => TryAsync(request with { Request = request.Request with { Headers = part } }, token),
            IsOver,
            cancellationToken
        );
        request = request with { Request = request.Request with { Headers = headers } };
        return Put(ByLabel.Contains(bucket.Oracle) ? request : await BodyAsync(await QueryAsync(request)));

        ScenarioSequence Put(RequestStep changed)
        {
            var steps = sequence.Scenarios[at].Steps.ToList();
            steps[step] = changed;
            return With(sequence, at, sequence.Scenarios[at] with { Steps = steps });
        }

        Task<bool> TryAsync(RequestStep changed, CancellationToken token) => ShowsAsync(Put(changed), bucket, token);

        async Task<RequestStep> QueryAsync(RequestStep asked)
        {
            var parts = asked.Request.Path.Split('?', 2);
            if (parts.Length < 2)
            {
                return asked;
            }

            var kept = await DeltaDebugging.MinimiseAsync(
                parts[1].Split('&'),
                (part, token) => TryAsync(WithQuery(part), token),
                IsOver,
                cancellationToken
            );
            return WithQuery(kept);

            RequestStep WithQuery(IReadOnlyList<string> part) =>
                asked with
                {
                    Request = asked.Request with { Path = part.Count == 0 ? parts[0] : $"{parts[0]}?{string.Join('&', part)}" },
                };
        }

        async Task<RequestStep> BodyAsync(RequestStep sent)
        {
            if (sent.Request.Body is not { Length: > 0 } body)
            {
                return sent;
            }

            if (Parse(body) is not { } json)
            {
                var bytes = await DeltaDebugging.MinimiseAsync(
                    body.ToArray(),
                    (part, token) => TryAsync(WithBody(part.ToArray()), token),
                    IsOver,
                    cancellationToken
                );
                return WithBody(bytes.ToArray());
            }

            var smallest = await JsonAsync(json, (node, token) => TryAsync(WithBody(Bytes(node)), token), cancellationToken);
            return WithBody(smallest is null ? body : Bytes(smallest));

            RequestStep WithBody(ReadOnlyMemory<byte> content) => sent with { Request = sent.Request with { Body = content } };
        }
    }

    /// <summary>Takes members and items out, from the outside to the inside; null where nothing could be taken.</summary>
    private async Task<JsonNode?> JsonAsync(
        JsonNode root,
        Func<JsonNode, CancellationToken, Task<bool>> shows,
        CancellationToken cancellationToken
    )
    {
        var changed = false;
        var open = new Queue<JsonNode>([root]);
        while (open.TryDequeue(out var node) && !IsOver())
        {
            changed |= node switch
            {
                JsonObject parent => await MembersAsync(parent),
                JsonArray array => await ItemsAsync(array),
                _ => false,
            };
            foreach (var child in Children(node))
            {
                open.Enqueue(child);
            }
        }

        return changed ? root : null;

        async Task<bool> MembersAsync(JsonObject parent)
        {
            var all = parent.Select(member => KeyValuePair.Create(member.Key, member.Value?.DeepClone())).ToList();
            var kept = await DeltaDebugging.MinimiseAsync(
                all,
                (part, token) =>
                {
                    Set(parent, part);
                    return shows(root, token);
                },
                IsOver,
                cancellationToken
            );
            Set(parent, kept);
            return kept.Count < all.Count;
        }

        async Task<bool> ItemsAsync(JsonArray array)
        {
            var all = array.Select(item => item?.DeepClone()).ToList();
            var kept = await DeltaDebugging.MinimiseAsync(
                all,
                (part, token) =>
                {
                    Fill(array, part);
                    return shows(root, token);
                },
                IsOver,
                cancellationToken
            );
            Fill(array, kept);
            return kept.Count < all.Count;
        }
    }

    private static void Set(JsonObject parent, IEnumerable<KeyValuePair<string, JsonNode?>> members)
    {
        parent.Clear();
        foreach (var (name, value) in members)
        {
            parent[name] = value?.DeepClone();
        }
    }

    private static void Fill(JsonArray array, IEnumerable<JsonNode?> items)
    {
        array.Clear();
        foreach (var item in items)
        {
            array.Add(item?.DeepClone());
        }
    }

    private static IEnumerable<JsonNode> Children(JsonNode node) =>
        node switch
        {
            JsonObject parent => parent.Select(member => member.Value).OfType<JsonNode>(),
            JsonArray array => array.OfType<JsonNode>(),
            _ => [],
        };

    private static JsonNode? Parse(ReadOnlyMemory<byte> body)
    {
        try
        {
            // What was there twice, or in another form, would be lost: only bodies that stay as they are go this way.
            var node = JsonNode.Parse(body.Span, documentOptions: Reading);
            return node is not null && Bytes(node).AsSpan().SequenceEqual(body.Span) ? node : null;
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException or InvalidOperationException)
        {
            return null;
        }
    }

    private static byte[] Bytes(JsonNode node) => Encoding.UTF8.GetBytes(node.ToJsonString(Writing));

    private static ScenarioSequence With(ScenarioSequence sequence, int at, Scenario scenario)
    {
        var scenarios = sequence.Scenarios.ToList();
        scenarios[at] = scenario;
        return new ScenarioSequence(scenarios);
    }
}
