using Phederation.Fhir.Storage;
using Phederation.Services.Hosting.Databases;
using Phederation.Services.Hosting.Health;
using Phederation.Services.Hosting.Problems;

namespace Phederation.Fhir.Serving;

/// <summary>Ready is who has tables to work with.</summary>
internal sealed class SchemaCheck(SchemaGate gate) : IReadinessCheck
{
    public string Name => "tables";

    public async Task<string?> CheckAsync(CancellationToken cancellationToken)
    {
        try
        {
            await gate.EnsureAsync(cancellationToken);
            return null;
        }
        catch (ProblemException exception)
        {
            return exception.Problem.Detail;
        }
        catch (Exception exception) when (DatabaseFailure.Explain(exception) is { } problem)
        {
            return problem.Detail ?? problem.Title;
        }
    }
}
