namespace Phederation.Fhir.Storage;

/// <summary>One version of a resource, as it is stored.</summary>
internal sealed record StoredVersion
{
    /// <summary>The number that the index names the resource by.</summary>
    public required long Key { get; init; }

    /// <summary>The resource type.</summary>
    public required string Type { get; init; }

    /// <summary>The resource's id.</summary>
    public required string Id { get; init; }

    /// <summary>The version, from 1.</summary>
    public required int Version { get; init; }

    /// <summary>When it became so, in UTC, to the millisecond.</summary>
    public required DateTime Updated { get; init; }

    /// <summary>The method of HTTP by which it became so: POST, PUT, PATCH or DELETE.</summary>
    public required string Method { get; init; }

    /// <summary>Whether this version says that the resource is no more.</summary>
    public required bool Deleted { get; init; }

    /// <summary>Whether it is a view of the data model, which nobody changes here.</summary>
    public bool ReadOnly { get; init; }

    /// <summary>The patients to whose compartments it belongs.</summary>
    public IReadOnlyList<string> Patients { get; init; } = [];

    /// <summary>What the resource's meta says beyond version and time, as UTF-8.</summary>
    public byte[]? Meta { get; init; }

    /// <summary>The resource without resourceType, id and meta, as UTF-8; null of a deleted one.</summary>
    public byte[]? Body { get; init; }

    /// <summary>Type/id.</summary>
    public string Reference => $"{Type}/{Id}";

    /// <summary>The weak entity tag of HTTP.</summary>
    public string ETag => $"W/\"{Version}\"";
}
