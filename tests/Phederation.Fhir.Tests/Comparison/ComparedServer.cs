using System.Text;
using System.Text.RegularExpressions;
using Phederation.Fhir.Tests.Support;

namespace Phederation.Fhir.Tests.Comparison;

/// <summary>One of the two servers, with the ids that it gave.</summary>
internal sealed partial class ComparedServer(FhirClient client)
{
    private readonly Dictionary<string, string> _ids = [];
    private readonly Dictionary<string, string> _labels = [];

    /// <summary>Asks, and keeps the id of what was created.</summary>
    public async Task<Comparand> AskAsync(Exchange exchange)
    {
        var answer = await client.SendAsync(
            new HttpMethod(exchange.Method),
            Filled(exchange.Path),
            exchange.Body is { } body ? Encoding.UTF8.GetBytes(Filled(body)) : null,
            exchange.Type,
            [.. exchange.Headers]
        );
        if (exchange.Label is { } label && answer.Status is 200 or 201)
        {
            _ids[label] = answer.Id;
            _labels[answer.Id] = label;
        }

        return new Comparand(exchange, answer, _labels);
    }

    private string Filled(string text) =>
        Label().Replace(text, match => _ids.GetValueOrDefault(match.Groups["label"].Value, $"no-{match.Groups["label"].Value}"));

    [GeneratedRegex(@"\{(?<label>[a-z]+[0-9]?)\}")]
    private static partial Regex Label();
}
