using Phederation.Fuzzing.Models.OpenApi.Schemas;

namespace Phederation.Fuzzing.Models.OpenApi.Documents;

/// <summary>A parameter of an operation.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Place">Where it is.</param>
/// <param name="Schema">What it is.</param>
internal sealed record ApiParameter(string Name, ApiParameterPlace Place, ApiSchema Schema)
{
    /// <summary>Whether it must be there.</summary>
    public bool IsRequired { get; init; }

    /// <summary>How lists and objects are written: form, simple, deepObject, pipeDelimited, spaceDelimited, label, matrix.</summary>
    public required string Style { get; init; }

    /// <summary>Whether each item is a parameter of its own.</summary>
    public bool IsExploded { get; init; }

    /// <summary>Whether it is written as JSON.</summary>
    public bool IsJson { get; init; }

    /// <summary>Whether its value may have characters that are usually escaped.</summary>
    public bool AllowsReserved { get; init; }
}
