using System.Text.Json;
using Phederation.Fhir.Json;
using Phederation.Fhir.Outcomes;

namespace Phederation.Fhir.Interactions;

/// <summary>A batch: each entry stands for itself.</summary>
internal static class BatchInteraction
{
    /// <summary>Carries the entries out, one after the other.</summary>
    /// <param name="request">The request with the bundle.</param>
    /// <param name="entries">The bundle's entries.</param>
    /// <param name="run">Carries one request out.</param>
    /// <param name="explain">What a failure means; null where it is no answer to one entry but the end of all.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task<FhirResponse> RunAsync(
        FhirRequest request,
        IReadOnlyList<JsonElement> entries,
        Func<FhirRequest, CancellationToken, Task<FhirResponse>> run,
        Func<Exception, FhirResponse?> explain,
        CancellationToken cancellationToken
    )
    {
        using var bundle = new BundleWriter("batch-response", null, request.BaseAddress);
        // In the order of a transaction, answered in the order they came.
        var answers = new FhirResponse[entries.Count];
        foreach (var (entry, index) in entries.Select((entry, index) => (entry, index)).OrderBy(one => TransactionOrder.Of(one.entry)))
        {
            try
            {
                var one = EntryRequest.Read(request, entry, entry.At("resource"));
                answers[index] =
                    one.Method == "POST" && one.Path.Count == 0
                        ? throw FhirException.BadRequest("A batch must not hold another.", "not-supported")
                        : await run(one, cancellationToken);
            }
            catch (Exception exception) when (explain(exception) is { } answer)
            {
                answers[index] = answer;
            }
        }

        foreach (var answer in answers)
        {
            bundle.Answer(answer);
        }

        return new FhirResponse { Status = 200, Body = bundle.Finish() };
    }
}
