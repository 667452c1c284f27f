using System.Text;
using Phederation.Fuzzing.Exchanges;
using Phederation.Fuzzing.Generating;
using Phederation.Fuzzing.Models;
using Phederation.Fuzzing.Oracles;
using Phederation.Fuzzing.Scenarios;

namespace Phederation.Testing.Fuzzed;

/// <summary>What is known of <see cref="NotesService"/>.</summary>
public sealed class NotesModel : IServiceModel
{
    private const string Note = "note";

    private static readonly string[] Texts = ["milk", "bread", "boom", "ä ö ü", ""];

    /// <inheritdoc />
    public string Name { get; init; } = "notes-1";

    /// <inheritdoc />
    public IReadOnlyList<OperationModel> Operations { get; } =
    [
        Operation("create note", "POST", "/notes") with
        {
            Produces = Note,
            Changes = true,
        },
        Operation("read note", "GET", "/notes/{id}") with
        {
            Needs = [Note],
        },
        Operation("update note", "PUT", "/notes/{id}") with
        {
            Needs = [Note],
            Changes = true,
        },
        Operation("delete note", "DELETE", "/notes/{id}") with
        {
            Needs = [Note],
            Changes = true,
        },
        Operation("search notes", "GET", "/notes"),
        Operation("read deleted note", "GET", "/notes/{id}") with
        {
            Needs = [Note],
        },
        Operation("read denied note", "GET", "/notes/{id}") with
        {
            Needs = [Note],
        },
        Operation("flicker", "GET", "/flaky"),
    ];

    /// <inheritdoc />
    public IReadOnlyList<IOracle> Oracles { get; } = [new ServerErrors(), new Leaks()];

    /// <inheritdoc />
    public Scenario? Compose(OperationModel operation, long number, ComposeContext context, FuzzRandom random)
    {
        var actor = context.Actors.Count == 0 ? FuzzRequest.Anonymous : random.Pick(context.Actors);
        return operation.Name switch
        {
            "create note" => Make(number, "create", Create(actor, random), Step("read note", "GET", "/notes/{{.0.id}}", actor)),
            "search notes" => Make(
                number,
                "search",
                Step("search notes", "GET", $"/notes?text={Uri.EscapeDataString(random.Pick(Texts))}", actor)
            ),
            "flicker" => Make(number, "flicker", Step("flicker", "GET", "/flaky", actor)),
            "read deleted note" => Of(context.Resources.Deleted(Note, random), number, operation, RequestIntent.Open, null, random),
            "read denied note" => Of(
                context.Resources.Denied(Note, actor, random),
                number,
                operation,
                RequestIntent.Forbidden,
                actor,
                random
            ),
            _ => Of(context.Resources.Live(Note, random), number, operation, RequestIntent.Valid, null, random),
        };
    }

    private static Scenario? Of(
        PooledResource? note,
        long number,
        OperationModel operation,
        RequestIntent intent,
        string? actor,
        FuzzRandom random
    )
    {
        if (note is null)
        {
            return null;
        }

        var step = Step(operation.Name, operation.Method, $"/notes/{note.Reference.Capture("id")}", actor ?? note.Owner) with
        {
            Intent = intent,
            Uses = note.Reference,
            Deletes = operation.Method == "DELETE",
        };
        return Make(number, operation.Method, operation.Method == "PUT" ? WithBody(step, random) : step);
    }

    private static RequestStep Create(string actor, FuzzRandom random) =>
        WithBody(Step("create note", "POST", "/notes", actor), random) with
        {
            Produces = Note,
            Captures = new Dictionary<string, string> { ["id"] = "location:id" },
        };

    private static RequestStep WithBody(RequestStep step, FuzzRandom random) =>
        random.Chance(0.2)
            ? step with
            {
                Intent = RequestIntent.Invalid,
                Fault = "no text",
                Request = step.Request with { ContentType = "application/json", Body = "{}"u8.ToArray() },
            }
            : step with
            {
                Request = step.Request with
                {
                    ContentType = "application/json",
                    Body = Encoding.UTF8.GetBytes($"{{\"text\":\"{random.Pick(Texts)}\"}}"),
                },
            };

    private static RequestStep Step(string operation, string method, string path, string actor) =>
        new()
        {
            Operation = operation,
            Intent = RequestIntent.Valid,
            Request = new FuzzRequest
            {
                Method = method,
                Path = path,
                Actor = actor,
            },
        };

    private static Scenario Make(long number, string kind, params ScenarioStep[] steps) =>
        new()
        {
            Number = number,
            Kind = kind,
            Steps = steps,
            Needs =
            [
                .. steps
                    .OfType<RequestStep>()
                    .Select(step => step.Uses)
                    .OfType<ResourceReference>()
                    .Select(uses => uses.Scenario)
                    .Distinct(),
            ],
        };

    private static OperationModel Operation(string name, string method, string template) =>
        new()
        {
            Name = name,
            Method = method,
            Template = template,
        };

    private abstract class AnswerOracle(string name, string rule) : IOracle
    {
        public string Name => name;

        public string Rule => rule;

        public IEnumerable<Finding> Judge(ScenarioRun run)
        {
            for (var step = 0; step < run.Results.Count; step++)
            {
                if (
                    run.Scenario.Steps[step] is RequestStep asked
                    && run.Results[step].Answer is { } answer
                    && Judge(asked, answer) is { } detail
                )
                {
                    yield return new Finding(name, FindingSeverity.Error, asked.Operation, step, $"It answered {answer.Status}.", detail);
                }
            }
        }

        protected abstract string? Judge(RequestStep step, FuzzAnswer answer);
    }

    private sealed class ServerErrors() : AnswerOracle("server-error", "No answer is a 5xx.")
    {
        protected override string? Judge(RequestStep step, FuzzAnswer answer) =>
            answer.Status >= 500 ? Encoding.UTF8.GetString(answer.Body.Span) : null;
    }

    private sealed class Leaks() : AnswerOracle("leak", "Nobody reads what is another's.")
    {
        protected override string? Judge(RequestStep step, FuzzAnswer answer) =>
            step.Intent == RequestIntent.Forbidden && answer.Status == 200 ? "read" : null;
    }
}
