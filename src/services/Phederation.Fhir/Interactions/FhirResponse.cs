using Phederation.Fhir.Outcomes;
using Phederation.Fhir.Storage;

namespace Phederation.Fhir.Interactions;

/// <summary>An answer as FHIR sees it.</summary>
internal sealed record FhirResponse
{
    /// <summary>The status of HTTP.</summary>
    public required int Status { get; init; }

    /// <summary>A resource as UTF-8; null for no body.</summary>
    public byte[]? Body { get; init; }

    /// <summary>What the body's type is named where it is no resource of its own.</summary>
    public string? ETag { get; init; }

    /// <summary>When the resource became so.</summary>
    public DateTime? LastModified { get; init; }

    /// <summary>Where the resource is that was written.</summary>
    public string? Location { get; init; }

    /// <summary>Whether the body is an OperationOutcome.</summary>
    public bool IsOutcome { get; init; }

    /// <summary>The methods that an address takes, with a 405.</summary>
    public string? Allow { get; init; }

    /// <summary>An OperationOutcome.</summary>
    public static FhirResponse Outcome(int status, params IReadOnlyList<Issue> issues) =>
        new()
        {
            Status = status,
            Body = OutcomeWriter.Write(issues),
            IsOutcome = true,
        };

    /// <summary>An answer about one version.</summary>
    public static FhirResponse Of(int status, StoredVersion version, byte[]? body) =>
        new()
        {
            Status = status,
            Body = body,
            ETag = version.ETag,
            LastModified = version.Updated,
        };
}
