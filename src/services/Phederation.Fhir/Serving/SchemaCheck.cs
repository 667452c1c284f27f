using Phederation.Fhir.Storage;
using Phederation.Services.Hosting.Databases;
using Phederation.Services.Hosting.Health;

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
        catch (Exception exception) when (exception is Npgsql.NpgsqlException or TimeoutException)
        {
            return DatabaseFailure.Explain(exception)?.Detail
                ?? "The tables of the schema fhir can't be made; it must be there and owned by the account that makes them.";
        }
    }
}
