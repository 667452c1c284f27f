using System.Text.Json;
using Phederation.Fhir.Interactions;
using Phederation.Fhir.Json;
using Phederation.Fhir.Outcomes;
using Phederation.Fhir.Storage;
using Phederation.Fhir.Validation;

namespace Phederation.Fhir.Operations;

/// <summary>$validate: says what is wrong with a resource, and stores nothing.</summary>
internal static class ValidateOperation
{
    private static readonly string[] Modes = ["create", "update", "delete"];

    /// <summary>Validates what is in the body, or what is stored at the id.</summary>
    public static async Task<FhirResponse> RunAsync(
        DatabaseSession session,
        FhirRequest request,
        string type,
        string? id,
        CancellationToken cancellationToken
    )
    {
        request.Access.Demand(type, write: false);
        var mode = request.Parameters.FirstOrDefault(one => one.Key == "mode").Value;
        JsonElement? resource = null;
        if (request.Resource is not null || !request.Body.IsEmpty)
        {
            resource = Bodies.Resource(request);
        }

        // A POST without content to an id is about what is stored there.
        if (resource?.TextAt("resourceType") == "Parameters" && type != "Parameters")
        {
            var parameters = resource.Value.At("parameter").Each().ToList();
            mode ??= parameters.Find(one => one.TextAt("name") == "mode").TextAt("valueCode");
            resource = parameters.Find(one => one.TextAt("name") == "resource").At("resource");
        }

        if (mode is not null && !Modes.Contains(mode))
        {
            throw FhirException.BadRequest("The mode is create, update or delete.", "value");
        }

        if (resource is null && id is not null)
        {
            var stored = await ResourceStore.FindAsync(await session.ConnectionAsync(cancellationToken), type, id, cancellationToken);
            if (stored is null or { Deleted: true } || !request.Access.Allows(stored, write: false))
            {
                throw FhirException.NotFound(OutcomeWriter.Printable($"{type}/{id}"));
            }

            resource = JsonElement.Parse(ResourceText.Join(stored));
        }

        if (resource is not { } given)
        {
            return mode == "delete" && id is not null
                ? FhirResponse.Outcome(200, new Issue("information", "informational", "It can be deleted."))
                : throw FhirException.BadRequest("There is no resource to validate.", "required");
        }

        var issues = new List<Issue>();
        if (given.TextAt("resourceType") is { } own && own != type)
        {
            issues.Add(Issue.Error("invalid", $"The resource is of the type '{OutcomeWriter.Printable(own)}', not {type}."));
        }

        issues.AddRange(ResourceValidator.Validate(given));
        if (mode == "update" && given.TextAt("id") is null)
        {
            issues.Add(Issue.Error("required", "A resource that is updated needs its id."));
        }

        foreach (var profile in given.At("meta")?.At("profile").Each() ?? [])
        {
            issues.Add(Issue.Warning("not-supported", $"The profile '{OutcomeWriter.Printable(profile.ToString())}' was not looked at."));
        }

        return FhirResponse.Outcome(200, issues.Count > 0 ? issues : [new Issue("information", "informational", "The resource is valid.")]);
    }
}
