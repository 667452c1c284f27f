using System.Text;
using System.Text.Json.Nodes;
using Phederation.Fuzzing.Exchanges;
using Phederation.Fuzzing.Generating;
using Phederation.Fuzzing.Models.OpenApi.Documents;
using Phederation.Fuzzing.Models.OpenApi.Generating;
using Phederation.Fuzzing.Models.OpenApi.Schemas;

namespace Phederation.Fuzzing.Models.OpenApi.Composing;

/// <summary>Makes requests of operations.</summary>
/// <param name="random">The only source of its choices.</param>
/// <param name="words">Texts to put in now and then.</param>
internal sealed class RequestMaker(FuzzRandom random, IReadOnlyList<string> words)
{
    private const double OptionalShare = 0.4;

    private readonly SchemaGenerator _generator = new(random, words);
    private readonly SchemaFaultMaker _faults = new(random);

    /// <summary>A request.</summary>
    /// <param name="operation">What is asked for.</param>
    /// <param name="actor">Who asks.</param>
    /// <param name="idOf">What stands for a parameter's value; null lets it be made.</param>
    /// <param name="isFaulty">Whether one fault goes into it. Where nothing can be broken, it has none.</param>
    public ApiRequest Make(ApiOperation operation, string actor, Func<ApiParameter, string?> idOf, bool isFaulty)
    {
        var target = isFaulty ? Target(operation, idOf) : null;
        var draft = new Draft();
        foreach (var parameter in operation.Parameters)
        {
            Put(draft, parameter, idOf(parameter), ReferenceEquals(parameter, target));
        }

        var (type, body) = Body(operation, draft, ReferenceEquals(target, operation.Body));
        var path = OperationReader
            .Braces()
            .Replace(operation.Template, match => draft.Path.GetValueOrDefault(match.Groups["name"].Value, ""));
        if (draft.Cookies.Count > 0)
        {
            draft.Headers.Add(KeyValuePair.Create("Cookie", string.Join("; ", draft.Cookies)));
        }

        return new ApiRequest(
            new FuzzRequest
            {
                Method = operation.Method,
                Path = draft.Query.Count == 0 ? path : $"{path}?{string.Join('&', draft.Query)}",
                Headers = draft.Headers,
                ContentType = type,
                Body = body,
                Actor = actor,
            },
            draft.IsValid && draft.Fault is null,
            draft.Fault
        );
    }

    /// <summary>A body of an operation that takes JSON.</summary>
    /// <param name="schema">What it is.</param>
    /// <param name="isFaulty">Whether one fault goes into it.</param>
    public (byte[] Bytes, bool IsValid, string? Fault) Json(ApiSchema? schema, bool isFaulty)
    {
        var (value, isValid) = _generator.Make(schema ?? ApiSchema.Anything);
        if (isFaulty && schema is not null && isValid && _faults.Make(schema, value) is var (broken, fault))
        {
            return (Bytes(broken), false, fault.Label);
        }

        return (Bytes(value), isValid, null);
    }

    private static byte[] Bytes(JsonNode? value) => Encoding.UTF8.GetBytes(value?.ToJsonString() ?? "null");

    private object? Target(ApiOperation operation, Func<ApiParameter, string?> idOf)
    {
        List<object> targets = [.. operation.Parameters.Where(parameter => idOf(parameter) is null && ParameterFaults.CanBreak(parameter))];
        if (operation.Body is { } body)
        {
            // A body has more that can be broken than a parameter.
            targets.AddRange(Enumerable.Repeat<object>(body, Math.Max(2, targets.Count)));
        }

        return targets.Count == 0 ? null : random.Pick(targets);
    }

    private void Put(Draft draft, ApiParameter parameter, string? id, bool isTarget)
    {
        if (isTarget && new ParameterFaults(random, _generator, _faults).Break(parameter) is var (broken, isLeftOut, label))
        {
            draft.Fault = label;
            if (!isLeftOut)
            {
                Put(draft, parameter, broken);
            }

            return;
        }

        if (id is not null)
        {
            draft.Put(parameter, id);
            return;
        }

        if (!parameter.IsRequired && !random.Chance(OptionalShare))
        {
            return;
        }

        var (value, isValid) = _generator.Make(parameter.Schema);
        // Nothing, and an empty list, are written as an empty text, which is read in many ways.
        draft.IsValid &= isValid && ParameterText.Plain(value) is not ("" or "[]" or "{}" or "." or "..");
        Put(draft, parameter, value);
    }

    private static void Put(Draft draft, ApiParameter parameter, JsonNode? value) =>
        draft.Put(
            parameter,
            parameter.Place switch
            {
                ApiParameterPlace.Path => ParameterText.InPath(parameter, value),
                ApiParameterPlace.Query => ParameterText.InQuery(parameter, value),
                _ => ParameterText.InHeader(parameter, value),
            }
        );

    private (string? Type, ReadOnlyMemory<byte>? Body) Body(ApiOperation operation, Draft draft, bool isTarget)
    {
        if (operation.Body is not { Media.Count: > 0 } body)
        {
            return (null, null);
        }

        if (isTarget && body.IsRequired && random.Next(10) == 0)
        {
            draft.Fault = $"{SchemaFault.Words(SchemaFaultKind.MissingRequired)}: body";
            return (null, null);
        }

        if (!isTarget && !body.IsRequired && random.Next(6) == 0)
        {
            return (null, null);
        }

        var media = body.Media.FirstOrDefault(one => one.IsJson && random.Next(5) > 0) ?? random.Pick(body.Media);
        if (media.IsJson)
        {
            var (bytes, isValid, fault) = Json(media.Schema, isTarget);
            (draft.IsValid, draft.Fault) = (draft.IsValid && isValid, draft.Fault ?? fault);
            return (media.Type.Contains('*', StringComparison.Ordinal) ? "application/json" : media.Type, bytes);
        }

        var (value, isGood) = _generator.Make(media.Schema ?? ApiSchema.Anything);
        if (media.Plain == "application/x-www-form-urlencoded")
        {
            // In a form all is text: only what is missing is wrong for everybody.
            if (
                isTarget
                && isGood
                && _faults.Make(media.Schema ?? ApiSchema.Anything, value) is var (broken, fault)
                && fault is { Kind: SchemaFaultKind.MissingRequired }
                && !fault.Path.Contains('.', StringComparison.Ordinal)
            )
            {
                (value, draft.Fault) = (broken, fault.Label);
            }

            draft.IsValid &= isGood;
            return (media.Type, Encoding.UTF8.GetBytes(ParameterText.Form(value)));
        }

        draft.IsValid &= isGood && media.Plain == "text/plain" && value is JsonValue;
        return (
            media.Type.Contains('*', StringComparison.Ordinal) ? "application/octet-stream" : media.Type,
            Encoding.UTF8.GetBytes(ParameterText.Plain(value))
        );
    }

    /// <summary>The parts of a request that parameters go into.</summary>
    private sealed class Draft
    {
        public Dictionary<string, string> Path { get; } = [];

        public List<string> Query { get; } = [];

        public List<KeyValuePair<string, string>> Headers { get; } = [];

        public List<string> Cookies { get; } = [];

        public bool IsValid { get; set; } = true;

        public string? Fault { get; set; }

        public void Put(ApiParameter parameter, string text)
        {
            switch (parameter.Place)
            {
                case ApiParameterPlace.Path:
                    Path[parameter.Name] = text;
                    break;
                case ApiParameterPlace.Query:
                    // An id stands alone, what was written has its name.
                    var isAlone = text.StartsWith("{{", StringComparison.Ordinal);
                    Query.AddRange(text.Length == 0 ? [] : [isAlone ? $"{Uri.EscapeDataString(parameter.Name)}={text}" : text]);
                    break;
                case ApiParameterPlace.Header:
                    Headers.Add(KeyValuePair.Create(parameter.Name, text));
                    break;
                default:
                    Cookies.Add($"{parameter.Name}={text}");
                    break;
            }
        }
    }
}
