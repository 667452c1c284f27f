namespace Phederation.Fuzzing.Models;

/// <summary>A model that can be chosen by its name.</summary>
/// <param name="Name">The name to choose it by: <c>fhir</c>.</param>
/// <param name="Argument">What is written behind the name and a colon, such as <c>FILE</c>; null takes nothing.</param>
/// <param name="Description">What it is, in a few words.</param>
/// <param name="Make">Makes it, of its argument (empty when it takes none).</param>
public sealed record ServiceModelEntry(string Name, string? Argument, string Description, Func<string, IServiceModel> Make)
{
    /// <summary>How it is written.</summary>
    public string Usage => Argument is null ? Name : $"{Name}:{Argument}";
}
