using System.Globalization;

namespace Phederation.Fuzzing.Models.OpenApi.Documents;

/// <summary>An operation of a document.</summary>
/// <param name="Method">The method.</param>
/// <param name="Template">The path with its parameters in braces.</param>
internal sealed record ApiOperation(string Method, string Template)
{
    /// <summary>Its name in the model.</summary>
    public string Name { get; } = $"{Method} {Template}";

    /// <summary>The document's own name for it; null has none.</summary>
    public string? Id { get; init; }

    /// <summary>The parameters.</summary>
    public IReadOnlyList<ApiParameter> Parameters { get; init; } = [];

    /// <summary>The body; null takes none.</summary>
    public ApiBody? Body { get; init; }

    /// <summary>The answers.</summary>
    public IReadOnlyList<ApiResponse> Responses { get; init; } = [];

    /// <summary>Whether it changes something, although its method doesn't say so: <c>x-changes</c> in the document.</summary>
    public bool Changes { get; init; }

    /// <summary>Whether it is refused without credentials.</summary>
    public bool IsSecured { get; init; }

    /// <summary>The parts of the path.</summary>
    public IReadOnlyList<string> Segments { get; } = Template.Split('/', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>What is declared for a status; null where nothing is.</summary>
    public ApiResponse? ResponseFor(int status)
    {
        var exact = status.ToString(CultureInfo.InvariantCulture);
        return Responses.FirstOrDefault(response => response.Status == exact)
            ?? Responses.FirstOrDefault(response => response.Status == $"{status / 100}XX")
            ?? Responses.FirstOrDefault(response => response.Status == "default");
    }

    /// <summary>Whether a status is declared by itself.</summary>
    public bool Declares(string status) => Responses.Any(response => response.Status == status);
}
