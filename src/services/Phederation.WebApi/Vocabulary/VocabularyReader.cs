using Npgsql;
using Phederation.Services.Hosting.Problems;
using Phederation.WebApi.ConceptSets;
using Phederation.WebApi.Data;

namespace Phederation.WebApi.Vocabulary;

/// <summary>What a source's vocabulary says.</summary>
internal sealed class VocabularyReader(NpgsqlDataSource database, string schema, VocabularySchemas schemas)
{
    /// <summary>The vocabulary's schema, as it is written in SQL.</summary>
    public string Schema => schema;

    /// <summary>Searches for concepts.</summary>
    public async Task<List<Concept>> SearchAsync(ConceptSearch search, int limit, int offset, CancellationToken cancellationToken)
    {
        var hasIndex = await schemas.HasIndexAsync(database, schema, cancellationToken);
        var (sql, values) = VocabularySearchSql.Of(search, schema, hasIndex, limit, offset);
        return await database.QueryAsync(sql, ConceptColumns.Read, cancellationToken, values);
    }

    /// <summary>A concept.</summary>
    /// <exception cref="ProblemException">404: there is none of this number.</exception>
    public async Task<Concept> ConceptAsync(int id, CancellationToken cancellationToken) =>
        (await LookupAsync([id], cancellationToken)) is [var concept]
            ? concept
            : throw new ProblemException(404, "The vocabulary has no concept with this number.");

    /// <summary>The concepts of numbers, as far as there are any.</summary>
    public Task<List<Concept>> LookupAsync(int[] ids, CancellationToken cancellationToken) =>
        ConceptsAsync("c.concept_id = ANY ($1)", cancellationToken, ids);

    /// <summary>The concepts of codes.</summary>
    public Task<List<Concept>> LookupCodesAsync(string[] codes, CancellationToken cancellationToken) =>
        ConceptsAsync("c.concept_code = ANY ($1)", cancellationToken, (object)codes);

    /// <summary>The concepts of numbers, those that map to them, and the sources' codes that the site maps to them.</summary>
    public Task<List<Concept>> MappedAsync(int[] ids, CancellationToken cancellationToken) =>
        database.QueryAsync(
            $"""
            SELECT * FROM (
              SELECT {ConceptColumns.Select} FROM {schema}.concept c WHERE c.concept_id = ANY ($1)
              UNION
              SELECT {ConceptColumns.Select} FROM {schema}.concept_relationship r JOIN {schema}.concept c ON c.concept_id = r.concept_id_1
              WHERE r.concept_id_2 = ANY ($1) AND r.relationship_id = 'Maps to' AND r.invalid_reason IS NULL
              UNION
              SELECT 0, m.source_code_description, 'N', coalesce(m.invalid_reason, 'V'), m.source_code, NULL, m.source_vocabulary_id, NULL,
                m.valid_start_date, m.valid_end_date
              FROM {schema}.source_to_concept_map m WHERE m.target_concept_id = ANY ($1) AND m.invalid_reason IS NULL
            ) AS f(id, name, standard, reason, code, domain, vocabulary, class, valid_from, valid_to)
            ORDER BY domain, vocabulary, name, id LIMIT {VocabularyLimits.Rows}
            """,
            ConceptColumns.Read,
            cancellationToken,
            ids
        );

    /// <summary>The numbers of the concepts of a set.</summary>
    public Task<List<int>> ResolveAsync(ConceptSetExpression set, CancellationToken cancellationToken) =>
        database.QueryAsync(
            $"SELECT q.concept_id FROM (\n{ConceptSetSql.Query(set, schema)}\n) q ORDER BY q.concept_id LIMIT {VocabularyLimits.Resolved}",
            row => row.GetInt32(0),
            cancellationToken
        );

    /// <summary>How many concepts a set has.</summary>
    public async Task<int> CountAsync(ConceptSetExpression set, CancellationToken cancellationToken) =>
        (
            await database.QueryAsync(
                $"SELECT count(*)::integer FROM (\n{ConceptSetSql.Query(set, schema)}\n) q",
                row => row.GetInt32(0),
                cancellationToken
            )
        )[0];

    /// <summary>The concepts of a set.</summary>
    public Task<List<Concept>> IncludedAsync(ConceptSetExpression set, CancellationToken cancellationToken) =>
        database.QueryAsync(
            $"""
            SELECT {ConceptColumns.Select} FROM (
            {ConceptSetSql.Query(set, schema)}
            ) q JOIN {schema}.concept c ON c.concept_id = q.concept_id ORDER BY c.concept_name, c.concept_id LIMIT {VocabularyLimits.Rows}
            """,
            ConceptColumns.Read,
            cancellationToken
        );

    /// <summary>Which concepts two sets have in common, and which not.</summary>
    public Task<List<ConceptComparison>> CompareAsync(
        ConceptSetExpression one,
        ConceptSetExpression two,
        CancellationToken cancellationToken
    ) =>
        database.QueryAsync(
            $"""
            SELECT {ConceptColumns.Select}, one.concept_id IS NOT NULL, two.concept_id IS NOT NULL
            FROM (
            {ConceptSetSql.Query(one, schema)}
            ) one FULL JOIN (
            {ConceptSetSql.Query(two, schema)}
            ) two ON two.concept_id = one.concept_id
            JOIN {schema}.concept c ON c.concept_id = coalesce(one.concept_id, two.concept_id)
            ORDER BY c.concept_name, c.concept_id LIMIT {VocabularyLimits.Rows}
            """,
            row =>
            {
                var concept = ConceptColumns.Read(row);
                var (inOne, inTwo) = (row.GetBoolean(10), row.GetBoolean(11));
                return new ConceptComparison
                {
                    ConceptId = concept.Id,
                    ConceptIn1Only = inOne && !inTwo ? 1 : 0,
                    ConceptIn2Only = inTwo && !inOne ? 1 : 0,
                    ConceptIn1And2 = inOne && inTwo ? 1 : 0,
                    ConceptName = concept.Name,
                    StandardConcept = concept.Standard == "N" ? null : concept.Standard,
                    InvalidReason = concept.InvalidReason == "V" ? null : concept.InvalidReason,
                    ConceptCode = concept.Code,
                    DomainId = concept.Domain,
                    VocabularyId = concept.Vocabulary,
                    ValidStartDate = concept.ValidStart,
                    ValidEndDate = concept.ValidEnd,
                    ConceptClassId = concept.ConceptClass,
                };
            },
            cancellationToken
        );

    /// <summary>The domains.</summary>
    public Task<List<VocabularyDomain>> DomainsAsync(CancellationToken cancellationToken) =>
        database.QueryAsync(
            $"SELECT domain_id, domain_name, domain_concept_id FROM {schema}.domain ORDER BY domain_name LIMIT {VocabularyLimits.Rows}",
            row => new VocabularyDomain(row.GetString(0), row.GetString(1), row.GetInt32(2)),
            cancellationToken
        );

    /// <summary>The vocabularies.</summary>
    public Task<List<VocabularyEntry>> VocabulariesAsync(CancellationToken cancellationToken) =>
        database.QueryAsync(
            $"SELECT vocabulary_id, vocabulary_name, vocabulary_reference, vocabulary_version, vocabulary_concept_id FROM {schema}.vocabulary ORDER BY vocabulary_name LIMIT {VocabularyLimits.Rows}",
            row => new VocabularyEntry(row.GetString(0), row.GetString(1), row.Text(2), row.Text(3), row.GetInt32(4)),
            cancellationToken
        );

    /// <summary>The vocabulary's version.</summary>
    public async Task<VocabularyInfo> InfoAsync(CancellationToken cancellationToken)
    {
        var versions = await database.QueryAsync(
            $"SELECT vocabulary_version FROM {schema}.vocabulary WHERE vocabulary_id = 'None'",
            row => row.Text(0),
            cancellationToken
        );
        return new VocabularyInfo(versions.FirstOrDefault(), "postgresql");
    }

    private Task<List<Concept>> ConceptsAsync(string condition, CancellationToken cancellationToken, params object?[] values) =>
        database.QueryAsync(
            $"SELECT {ConceptColumns.Select} FROM {schema}.concept c WHERE {condition} ORDER BY c.concept_name, c.concept_id LIMIT {VocabularyLimits.Identifiers}",
            ConceptColumns.Read,
            cancellationToken,
            values
        );
}
