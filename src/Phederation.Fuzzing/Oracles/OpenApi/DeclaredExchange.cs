using Phederation.Fuzzing.Models.OpenApi.Documents;
using Phederation.Fuzzing.Oracles.Reading;

namespace Phederation.Fuzzing.Oracles.OpenApi;

/// <summary>What a document declares of an answer.</summary>
internal static class DeclaredExchange
{
    /// <summary>The operation that was asked for; null where the request, by chance or by change, is one of another or of none.</summary>
    public static ApiOperation? OperationOf(Exchange exchange, IReadOnlyDictionary<string, ApiOperation> operations) =>
        operations.TryGetValue(exchange.Asked.Operation, out var operation)
        && operation.Method == exchange.Sent.Method
        && IsAt(operation, exchange.Sent.Path)
            ? operation
            : null;

    private static bool IsAt(ApiOperation operation, string path)
    {
        var end = path.IndexOfAny(['?', '#']);
        var parts = (end < 0 ? path : path[..end]).Split('/');
        var template = operation.Template.Split('/');
        return parts.Length == template.Length
            && parts
                .Zip(template)
                .All(pair => pair.Second.Contains('{', StringComparison.Ordinal) ? IsPlain(pair.First) : pair.First == pair.Second);
    }

    // An escaped slash, dots, or nothing can make another path of it for who stands between.
    private static bool IsPlain(string part) =>
        part.Length > 0
        && part is not ("." or "..")
        && !part.Contains("%2F", StringComparison.OrdinalIgnoreCase)
        && !part.Contains("%00", StringComparison.Ordinal)
        && !part.Contains("%5C", StringComparison.OrdinalIgnoreCase)
        && !part.Contains("%2E", StringComparison.OrdinalIgnoreCase);
}
