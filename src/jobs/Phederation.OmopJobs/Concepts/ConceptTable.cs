using Phederation.Omop;

namespace Phederation.OmopJobs.Concepts;

/// <summary>A table that custom concepts are loaded into.</summary>
/// <param name="Table">Its fields and references.</param>
/// <param name="Key">The fields by which a row is known again.</param>
/// <param name="OwnIds">The fields of which at least one must be a site's own concept, so that no row of others is changed.</param>
internal sealed record ConceptTable(OmopTable Table, IReadOnlyList<string> Key, IReadOnlyList<string> OwnIds)
{
    /// <summary>Its name, which is also its file's.</summary>
    public string Name => Table.Name;

    /// <summary>The fields that are no key.</summary>
    public IEnumerable<string> Rest => Table.Fields.Select(item => item.Name).Except(Key);
}
