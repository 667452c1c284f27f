using Phederation.Fuzzing.Models.Fhir;
using Phederation.Fuzzing.Models.OpenApi;
using Phederation.Text;

namespace Phederation.Fuzzing.Models;

/// <summary>The models that can be chosen by their names.</summary>
/// <param name="entries">The models.</param>
public sealed class ServiceModels(IReadOnlyList<ServiceModelEntry> entries)
{
    /// <summary>The models of this library: each kind of service adds its own here.</summary>
    public static ServiceModels Known { get; } =
        new([
            new ServiceModelEntry("fhir", null, "a FHIR R4 server", _ => new FhirServiceModel()),
            new ServiceModelEntry("openapi", "FILE", "a service with an OpenAPI 3 document", file => OpenApiServiceModel.Load(file)),
        ]);

    /// <summary>The models, in the order of the help.</summary>
    public IReadOnlyList<ServiceModelEntry> Entries => entries;

    /// <summary>Makes the model of a choice: <c>NAME</c>, or <c>NAME:ARGUMENT</c>.</summary>
    /// <exception cref="FuzzException">There is no such model, or the argument is missing.</exception>
    public IServiceModel Make(string choice)
    {
        var parts = choice.Split(':', 2);
        if (entries.FirstOrDefault(entry => entry.Name == parts[0]) is not { } entry)
        {
            var nearest = NearestName.Find(parts[0], entries.Select(entry => entry.Name));
            throw new FuzzException(
                FuzzErrorKind.Usage,
                $"There is no model '{parts[0]}'.",
                nearest is not null
                    ? $"Did you mean {nearest}?"
                    : $"The models are {string.Join(", ", entries.Select(entry => entry.Usage))}."
            );
        }

        return entry.Argument is null == (parts.Length == 1)
            ? entry.Make(parts.Length == 1 ? "" : parts[1])
            : throw new FuzzException(
                FuzzErrorKind.Usage,
                $"'{choice}' is no way to name the model {entry.Name}.",
                $"Write {entry.Usage}."
            );
    }
}
