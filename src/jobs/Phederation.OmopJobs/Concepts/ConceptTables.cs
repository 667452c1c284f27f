using Phederation.Omop;

namespace Phederation.OmopJobs.Concepts;

/// <summary>The tables that custom concepts are loaded into.</summary>
internal static class ConceptTables
{
    /// <summary>Ids from here on are a site's own; those below are given out by the vocabularies' makers.</summary>
    public const int FirstOwnId = 2_000_000_000;

    /// <summary>
    /// The tables in the order of their loading. The first five refer to each other in circles, and are loaded in one statement.
    /// </summary>
    public static IReadOnlyList<ConceptTable> All { get; } = Create();

    /// <summary>How many of them refer to each other in circles.</summary>
    public const int Circular = 5;

    private static IReadOnlyList<ConceptTable> Create()
    {
        var tables = OmopCdm.Load().Tables.ToDictionary(table => table.Name);
        ConceptTable Table(string name, string[] key, params string[] ownIds) => new(tables[name], key, ownIds);
        return
        [
            Table("vocabulary", ["vocabulary_id"]),
            Table("domain", ["domain_id"]),
            Table("concept_class", ["concept_class_id"]),
            Table("relationship", ["relationship_id"]),
            Table("concept", ["concept_id"], "concept_id"),
            Table("concept_relationship", ["concept_id_1", "concept_id_2", "relationship_id"], "concept_id_1", "concept_id_2"),
            Table("concept_synonym", ["concept_id", "concept_synonym_name", "language_concept_id"], "concept_id"),
            Table("concept_ancestor", ["ancestor_concept_id", "descendant_concept_id"], "ancestor_concept_id", "descendant_concept_id"),
        ];
    }
}
