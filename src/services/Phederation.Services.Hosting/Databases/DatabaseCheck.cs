using Npgsql;
using Phederation.Services.Hosting.Health;

namespace Phederation.Services.Hosting.Databases;

/// <summary>Ready is whom the database answers.</summary>
internal sealed class DatabaseCheck(NpgsqlDataSource source) : IReadinessCheck
{
    /// <inheritdoc />
    public string Name => "database";

    /// <inheritdoc />
    public async Task<string?> CheckAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var command = source.CreateCommand("SELECT 1");
            await command.ExecuteScalarAsync(cancellationToken);
            return null;
        }
        catch (Exception exception) when (DatabaseFailure.Explain(exception) is { } problem)
        {
            return problem.Detail ?? problem.Title;
        }
    }
}
