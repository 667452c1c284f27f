using Npgsql;

namespace Phederation.Fhir.Storage;

/// <summary>The account that makes the tables, where it is another than the service's own.</summary>
/// <param name="Source">Its connections.</param>
/// <param name="User">The service's own account, which is to use the tables.</param>
internal sealed record SchemaOwner(NpgsqlDataSource Source, string User) : IAsyncDisposable
{
    public ValueTask DisposeAsync() => Source.DisposeAsync();
}
