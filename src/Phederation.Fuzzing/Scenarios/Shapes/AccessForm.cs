namespace Phederation.Fuzzing.Scenarios.Shapes;

/// <summary>A form of search in which somebody may find what isn't theirs.</summary>
/// <param name="Operation">The operation of the model.</param>
/// <param name="Method">The method.</param>
/// <param name="Path">The path, with <c>{id}</c> for the id of what must not be found.</param>
/// <param name="MediaType">The body's media type; null with none.</param>
/// <param name="Body">The body, with <c>{id}</c> too; null sends none.</param>
public sealed record AccessForm(string Operation, string Method, string Path, string? MediaType = null, string? Body = null);
