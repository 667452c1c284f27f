using System.Collections.Concurrent;
using Npgsql;

namespace Phederation.WebApi.Vocabulary;

/// <summary>What is known of the vocabularies' schemas: whether the index of the search is there.</summary>
internal sealed class VocabularySchemas(TimeProvider time)
{
    // One that is there stays; one that is not there yet is looked for again.
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<(NpgsqlDataSource Database, string Schema), (bool IsThere, long At)> _indexes = new();

    /// <summary>Whether the index is there.</summary>
    public async Task<bool> HasIndexAsync(NpgsqlDataSource database, string schema, CancellationToken cancellationToken)
    {
        if (_indexes.TryGetValue((database, schema), out var known) && (known.IsThere || time.GetElapsedTime(known.At) < Again))
        {
            return known.IsThere;
        }

        var isThere = await SearchIndex.IsThereAsync(database, schema, cancellationToken);
        _indexes[(database, schema)] = (isThere, time.GetTimestamp());
        return isThere;
    }

    /// <summary>Forgets what is known: the vocabulary was replaced.</summary>
    public void Forget() => _indexes.Clear();
}
