using Npgsql;
using Phederation.Fhir.Searching;
using Phederation.Fhir.Storage;

namespace Phederation.Fhir.Interactions;

/// <summary>What the interactions work with.</summary>
internal sealed record FhirServices(NpgsqlDataSource Source, SchemaGate Gate, KeyAllocator Keys, SearchService Search, TimeProvider Time)
{
    /// <summary>A session for one request.</summary>
    public DatabaseSession Open() => new(Source, Gate);
}
