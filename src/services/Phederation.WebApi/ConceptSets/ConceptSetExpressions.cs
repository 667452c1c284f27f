using Phederation.Services.Hosting.Problems;
using Phederation.WebApi.Vocabulary;

namespace Phederation.WebApi.ConceptSets;

/// <summary>Stored sets as expressions.</summary>
internal sealed class ConceptSetExpressions(ConceptSetStore store, Vocabularies vocabularies)
{
    private const int Told = 20;

    /// <summary>A stored set's expression.</summary>
    public async Task<ConceptSetExpression> PlainAsync(int id, CancellationToken cancellationToken)
    {
        await store.GetAsync(id, cancellationToken);
        return Plain(await store.ItemsAsync(id, cancellationToken));
    }

    /// <summary>A stored set's expression with its concepts from a source's vocabulary.</summary>
    /// <exception cref="ProblemException">404: there is no such set. 422: the vocabulary lacks a concept.</exception>
    public async Task<ExpressionDto> FullAsync(int id, string? sourceKey, CancellationToken cancellationToken)
    {
        await store.GetAsync(id, cancellationToken);
        var items = await store.ItemsAsync(id, cancellationToken);
        var vocabulary = await vocabularies.OfAsync(sourceKey, cancellationToken);
        var concepts = (await vocabulary.LookupAsync([.. items.Select(item => item.ConceptId).Distinct()], cancellationToken)).ToDictionary(
            concept => concept.Id
        );
        var missing = items.Select(item => item.ConceptId).Where(concept => !concepts.ContainsKey(concept)).Distinct().ToList();
        if (missing.Count > 0)
        {
            throw new ProblemException(
                422,
                $"The vocabulary lacks concepts of this set: {string.Join(", ", missing.Take(Told))}{(missing.Count > Told ? " …" : "")}."
            );
        }

        return new ExpressionDto([
            .. items.Select(item => new ExpressionItemDto(
                concepts[item.ConceptId],
                item.IsExcluded == 1,
                item.IncludeDescendants == 1,
                item.IncludeMapped == 1
            )),
        ]);
    }

    /// <summary>Items as an expression.</summary>
    public static ConceptSetExpression Plain(IEnumerable<ConceptSetItem> items) =>
        new([
            .. items.Select(item => new ConceptSetExpressionItem(
                item.ConceptId,
                item.IsExcluded == 1,
                item.IncludeDescendants == 1,
                item.IncludeMapped == 1
            )),
        ]);
}
