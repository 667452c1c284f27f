namespace Phederation.WebApi.Json;

/// <summary>A JSON document is not what it must be; says where. Its message is for whoever sent the document.</summary>
/// <param name="path">The place, in JSONPath's form, such as <c>$.PrimaryCriteria.CriteriaList[0]</c>.</param>
/// <param name="problem">What is wrong there, without values of other places.</param>
internal sealed class JsonFormatException(string path, string problem) : Exception($"{path}: {problem}")
{
    /// <summary>The place.</summary>
    public string Path { get; } = path;

    /// <summary>What is wrong there.</summary>
    public string Problem { get; } = problem;
}
