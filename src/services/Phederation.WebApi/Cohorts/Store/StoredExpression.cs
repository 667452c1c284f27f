using System.Text.Json;
using Phederation.Services.Hosting.Problems;
using Phederation.WebApi.Cohorts.Expressions;
using Phederation.WebApi.Json;

namespace Phederation.WebApi.Cohorts.Store;

/// <summary>The JSON of stored definitions, which others may have written too.</summary>
internal static class StoredExpression
{
    /// <summary>Reads one.</summary>
    /// <exception cref="ProblemException">422: it is none; the detail says where.</exception>
    public static CohortExpression Read(CohortDefinition definition)
    {
        if (definition.ExpressionType != "SIMPLE_EXPRESSION")
        {
            throw new ProblemException(422, "The definition is SQL of its own, which is not run here.");
        }

        try
        {
            using var document = JsonDocument.Parse(definition.Expression ?? "{}", new JsonDocumentOptions { MaxDepth = 128 });
            return ExpressionReader.Read(document.RootElement);
        }
        catch (JsonException exception)
        {
            throw new ProblemException(Problem.Of(422, "The stored definition is no JSON."), exception);
        }
        catch (JsonFormatException exception)
        {
            throw new ProblemException(Problem.Of(422, $"The stored definition can't be read: {exception.Message}"), exception);
        }
    }
}
