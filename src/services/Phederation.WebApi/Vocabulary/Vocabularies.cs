using Phederation.Omop;
using Phederation.WebApi.Sources;

namespace Phederation.WebApi.Vocabulary;

/// <summary>The vocabularies of the sources.</summary>
internal sealed class Vocabularies(SourceCatalogue sources, SourceConnections connections, VocabularySchemas schemas)
{
    /// <summary>The vocabulary of a source.</summary>
    /// <param name="key">The source's key; null is the one of highest priority.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<VocabularyReader> OfAsync(string? key, CancellationToken cancellationToken)
    {
        var source = key is null ? await sources.VocabularyAsync(cancellationToken) : await sources.GetAsync(key, cancellationToken);
        return new VocabularyReader(
            await connections.GetAsync(source),
            PostgresName.Quote(source.RequiredSchema(DaimonType.Vocabulary)),
            schemas
        );
    }

    /// <summary>How the concepts of a source's vocabulary relate.</summary>
    /// <param name="key">The source's key; null is the one of highest priority.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<ConceptRelations> RelationsOfAsync(string? key, CancellationToken cancellationToken)
    {
        var source = key is null ? await sources.VocabularyAsync(cancellationToken) : await sources.GetAsync(key, cancellationToken);
        return new ConceptRelations(await connections.GetAsync(source), PostgresName.Quote(source.RequiredSchema(DaimonType.Vocabulary)));
    }
}
