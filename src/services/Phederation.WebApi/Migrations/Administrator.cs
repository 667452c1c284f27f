using Npgsql;
using Phederation.Postgres;

namespace Phederation.WebApi.Migrations;

/// <summary>The account that owns the schemas. It is used to change them, and for nothing that a request asks.</summary>
internal sealed class Administrator(DatabaseSettings settings)
{
    /// <summary>Connections as this account; whoever asks for them disposes of them.</summary>
    /// <exception cref="SetupException">Its secret is missing.</exception>
    public Task<NpgsqlDataSource> OpenAsync(CancellationToken cancellationToken) =>
        Database.OpenAsync(settings, "webapi-migrations", ConnectionLimits.Job, cancellationToken);
}
