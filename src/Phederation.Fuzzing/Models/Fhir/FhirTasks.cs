using Phederation.FhirModel;
using Phederation.Fuzzing.Generating.Fhir;

namespace Phederation.Fuzzing.Models.Fhir;

/// <summary>All that a FHIR R4 server can be asked for: each interaction with each type, and those of the whole server.</summary>
internal static class FhirTasks
{
    // Types that servers treat in ways of their own: what a body of them means is not a resource to be kept.
    private static readonly string[] NotKept = ["Bundle", "Parameters", "OperationOutcome"];

    /// <summary>The types that a server keeps.</summary>
    public static IReadOnlyList<string> Types { get; } = [.. FhirGenerator.Types.Except(NotKept)];

    /// <summary>The tasks of some types, in an order that is always the same.</summary>
    public static IReadOnlyList<FhirTask> Of(IReadOnlyList<string> types) =>
        [.. types.SelectMany(OfType), .. FhirOperation.R4.Select(OfOperation), .. System()];

    private static IEnumerable<FhirTask> OfType(string type)
    {
        yield return Task(FhirVerb.Create, type, $"create {type}", "POST", $"/{type}", changes: true, produces: type);
        yield return Task(FhirVerb.Read, type, $"read {type}", "GET", $"/{type}/{{id}}", needs: type);
        yield return Task(FhirVerb.VersionRead, type, $"vread {type}", "GET", $"/{type}/{{id}}/_history/{{vid}}", produces: type);
        yield return Task(FhirVerb.Update, type, $"update {type}", "PUT", $"/{type}/{{id}}", changes: true, produces: type);
        yield return Task(FhirVerb.Patch, type, $"patch {type}", "PATCH", $"/{type}/{{id}}", changes: true, produces: type);
        yield return Task(FhirVerb.Delete, type, $"delete {type}", "DELETE", $"/{type}/{{id}}", changes: true);
        yield return Task(FhirVerb.History, type, $"history {type}", "GET", $"/{type}/{{id}}/_history", produces: type);
        yield return Task(FhirVerb.Search, type, $"search {type}", "GET", $"/{type}");
        yield return Task(
            FhirVerb.ConditionalCreate,
            type,
            $"conditional create {type}",
            "POST",
            $"/{type}",
            changes: true,
            produces: type
        );
        yield return Task(FhirVerb.ConditionalUpdate, type, $"conditional update {type}", "PUT", $"/{type}?{{query}}", changes: true);
        yield return Task(FhirVerb.ConditionalDelete, type, $"conditional delete {type}", "DELETE", $"/{type}?{{query}}", changes: true);
        yield return Task(FhirVerb.Validate, type, $"validate {type}", "POST", $"/{type}/$validate");
        if (type == "Patient" || FhirDefinitions.R4.Compartment(type).Count > 0)
        {
            yield return Task(FhirVerb.Access, type, $"access {type}", "GET", $"/{type}/{{id}}", changes: true, produces: type);
        }
    }

    private static FhirTask OfOperation(FhirOperation operation) =>
        Task(
            FhirVerb.Operation,
            operation.Code,
            $"operation ${operation.Code} of {string.Join('+', operation.Types)}",
            "POST",
            $"/{{type}}/${operation.Code}",
            changes: true
        ) with
        {
            Operation = operation,
        };

    private static IEnumerable<FhirTask> System() =>
        [
            Task(FhirVerb.Capabilities, "", "capabilities", "GET", "/metadata"),
            Task(FhirVerb.Transaction, "", "transaction", "POST", "", changes: true),
            Task(FhirVerb.Batch, "", "batch", "POST", "", changes: true),
            Task(FhirVerb.SystemHistory, "", "history", "GET", "/_history"),
            Task(FhirVerb.SystemSearch, "", "search", "GET", "/?{query}"),
            Task(FhirVerb.Odd, "", "odd request", "GET", "/{anything}"),
        ];

    private static FhirTask Task(
        FhirVerb verb,
        string subject,
        string name,
        string method,
        string template,
        bool changes = false,
        string? needs = null,
        string? produces = null
    ) =>
        new(
            new OperationModel
            {
                Name = name,
                Method = method,
                Template = template,
                Changes = changes,
                Needs = needs is null ? [] : [needs],
                Produces = produces,
            },
            verb,
            subject
        );
}
