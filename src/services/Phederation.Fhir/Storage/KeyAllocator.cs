using Npgsql;

namespace Phederation.Fhir.Storage;

/// <summary>Hands out the numbers of new resources, a hundred for each question to the database.</summary>
internal sealed class KeyAllocator : IDisposable
{
    private const int Block = 100;
    private readonly SemaphoreSlim _one = new(1, 1);
    private long _next;
    private long _end;

    /// <summary>A number that no resource has.</summary>
    public async ValueTask<long> NextAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken);
        try
        {
            if (_next == _end)
            {
                await using var command = new NpgsqlCommand("SELECT nextval('fhir.resource_key')", connection);
                _next = (long)(await command.ExecuteScalarAsync(cancellationToken))!;
                _end = _next + Block;
            }

            return _next++;
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();
}
