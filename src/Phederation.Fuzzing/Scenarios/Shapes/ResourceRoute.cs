namespace Phederation.Fuzzing.Scenarios.Shapes;

/// <summary>How a kind of resource is made, read, changed and removed at a service.</summary>
public sealed record ResourceRoute
{
    /// <summary>Its kind: a FHIR type, the name of a collection. The pool has it.</summary>
    public required string Kind { get; init; }

    /// <summary>Where POST makes one: <c>/Patient</c>.</summary>
    public required string Collection { get; init; }

    /// <summary>Where one of them is, with <c>{id}</c> for its id: <c>/Patient/{id}</c>.</summary>
    public required string Item { get; init; }

    /// <summary>Where a version of one is, with <c>{id}</c> and <c>{version}</c>; null when versions can't be read.</summary>
    public string? Version { get; init; }

    /// <summary>The media type of its bodies.</summary>
    public string MediaType { get; init; } = "application/json";

    /// <summary>What is kept of the answer to a creation; at least <c>id</c>. <c>version</c> and <c>etag</c> are asked for by some shapes.</summary>
    public required IReadOnlyDictionary<string, string> Captures { get; init; }

    /// <summary>The member of the body of a change that must be its id; null needs none.</summary>
    public string? IdMember { get; init; }

    /// <summary>Whether that member is a text; else it is a number.</summary>
    public bool IsIdText { get; init; } = true;

    /// <summary>The names of operations in the model, by verb (<c>create</c>, <c>read</c>, <c>vread</c>, <c>update</c>, <c>delete</c>); one that isn't here is the verb and the kind.</summary>
    public IReadOnlyDictionary<string, string> Operations { get; init; } = new Dictionary<string, string>();

    /// <summary>The route of a FHIR resource type.</summary>
    public static ResourceRoute Fhir(string type) =>
        new()
        {
            Kind = type,
            Collection = $"/{type}",
            Item = $"/{type}/{{id}}",
            Version = $"/{type}/{{id}}/_history/{{version}}",
            MediaType = "application/fhir+json",
            Captures = new Dictionary<string, string>
            {
                ["id"] = "location:id",
                ["version"] = "json:meta.versionId",
                ["etag"] = "header:ETag",
            },
            IdMember = "id",
        };

    /// <summary>The path of one of them.</summary>
    /// <param name="id">Its id, or what stands for it.</param>
    public string ItemPath(string id) => Item.Replace("{id}", id, StringComparison.Ordinal);

    /// <summary>The name of an operation.</summary>
    public string Operation(string verb) => Operations.TryGetValue(verb, out var name) ? name : $"{verb} {Kind}";
}
