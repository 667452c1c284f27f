using System.Diagnostics;
using System.Net;
using Npgsql;
using Phederation.Testing.Services;

namespace Phederation.Benchmarks.WebApi;

/// <summary>
/// How fast WebAPI's search of the vocabulary is beside plain SQL: over a million made-up concepts in the site's database, the same searches in turns
/// in one run. Plain SQL is what the service itself asks, by the same index and with the same rows, without HTTP and JSON; and what OHDSI/WebAPI asks:
/// a part of a name or a code, in order of the name, without an index that could help.
/// </summary>
internal sealed class VocabularyBenchmark
{
    private const int Concepts = 1_000_000;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    // Words that many names have, some that few have, two together, a code, and nothing at all.
    private static readonly string[] Searches =
    [
        "platelet",
        "malignant neoplasm",
        "hypertension",
        "glargine",
        "femur 123",
        "C79190",
        "metformin capsule",
        "no such concept",
    ];

    private const string Words =
        "acute chronic diabetes mellitus hypertension renal hepatic cardiac pulmonary fracture femur tibia malignant neoplasm benign lesion syndrome "
        + "deficiency infection bacterial viral fungal injection solution tablet oral extended release capsule metformin aspirin insulin glargine "
        + "lisinopril atorvastatin amoxicillin myeloma lymphoma leukemia anemia iron vitamin measurement blood serum plasma urine glucose hemoglobin "
        + "creatinine platelet count procedure excision biopsy imaging tomography resonance left right bilateral upper lower limb artery vein nerve "
        + "disorder finding history family personal encounter inpatient outpatient device implant prosthesis valve mechanical stenosis type one two "
        + "with without complication unspecified other due to secondary primary congenital acquired traumatic postoperative pregnancy neonatal";

    public async Task RunAsync(int rounds, CancellationToken cancellationToken)
    {
        await using var database = await SiteDatabase.StartAsync(cancellationToken);
        await LoadAsync(database, cancellationToken);
        await using var service = await ServiceProcess.StartAsync("webapi", database.Variables(), cancellationToken);
        await service.WaitForAsync("/health/ready", HttpStatusCode.OK, cancellationToken);
        var watch = Stopwatch.StartNew();
        while (await database.RunAsync(IndexCount, cancellationToken) is not 2L)
        {
            await Task.Delay(Pause, cancellationToken);
        }

        Figures.Single($"index of {Concepts:N0} concepts, beside the requests", $"{watch.Elapsed.TotalSeconds:0} s", "once");
        // The service looks for the index again when it is told that something changed.
        (await service.Client.GetAsync("/WebAPI/source/refresh", cancellationToken)).EnsureSuccessStatusCode();
        await using var connection = await database.ConnectAsync(cancellationToken);
        foreach (var search in Searches)
        {
            var (plain, indexed, served) = (new List<double>(), new List<double>(), new List<double>());
            // The first of each warms caches up, and is not counted.
            for (var round = 0; round <= rounds; round++)
            {
                plain.Add(await TimeAsync(() => PlainAsync(connection, Plain, search, cancellationToken)));
                indexed.Add(await TimeAsync(() => PlainAsync(connection, Indexed, search, cancellationToken)));
                served.Add(await TimeAsync(() => ServedAsync(service.Client, search, cancellationToken)));
            }

            Figures.Rates($"search \"{search}\", WebAPI beside the same SQL", served[1..], indexed[1..], "aim ≥ 0.7");
            Figures.Rates($"search \"{search}\", WebAPI beside upstream's SQL", served[1..], plain[1..], "for comparison");
        }
    }

    private const string IndexCount = """
        SELECT count(*) FROM pg_index WHERE indisvalid
          AND indexrelid IN (to_regclass('omopcdm.concept_name_trigrams'), to_regclass('omopcdm.concept_code_trigrams'))
        """;

    private static async Task LoadAsync(SiteDatabase database, CancellationToken cancellationToken)
    {
        await using var connection = await database.ConnectAsync(cancellationToken);
        await using var command = new NpgsqlCommand(
            $"""
            WITH words AS MATERIALIZED (SELECT string_to_array($1, ' ') AS w)
            INSERT INTO omopcdm.concept
            SELECT g,
              concat_ws(' ', w[1 + g * 7 % n], w[1 + (g * 13 + g / 97) % n], w[1 + (g * 31 + g / 1009) % n], w[1 + g / n % n], w[1 + g / (n * n) % n], g % 1000),
              (ARRAY['Condition', 'Drug', 'Measurement', 'Procedure'])[1 + g % 4], (ARRAY['SNOMED', 'RxNorm', 'LOINC', 'ICD10CM'])[1 + g % 4], 'Class',
              CASE g % 3 WHEN 0 THEN 'S' WHEN 1 THEN 'C' END, 'C' || g * 7919 % 10000019, '1970-01-01', '2099-12-31', NULL
            FROM generate_series(1::bigint, {Concepts}) g, words, cardinality(w) n
            """,
            connection
        )
        {
            CommandTimeout = 600,
            Parameters = { new() { Value = Words } },
        };
        await command.ExecuteNonQueryAsync(cancellationToken);
        await using var analyze = new NpgsqlCommand("ANALYZE omopcdm.concept", connection);
        await analyze.ExecuteNonQueryAsync(cancellationToken);
    }

    private const string Plain = """
        SELECT * FROM omopcdm.concept WHERE lower(concept_name) LIKE $1 OR lower(concept_code) LIKE $1 ORDER BY concept_name LIMIT 20000
        """;

    private const string Indexed = """
        SELECT * FROM (
          SELECT * FROM omopcdm.concept WHERE omopcdm.concept_trigrams(concept_name) @> omopcdm.concept_trigrams(trim('%' FROM $1)) AND lower(concept_name) LIKE $1
          UNION ALL SELECT * FROM omopcdm.concept WHERE omopcdm.concept_trigrams(concept_code) @> omopcdm.concept_trigrams(trim('%' FROM $1))
            AND lower(concept_code) LIKE $1 AND NOT lower(concept_name) LIKE $1
        ) c ORDER BY concept_name, concept_id LIMIT 20000
        """;

    private static async Task PlainAsync(NpgsqlConnection connection, string sql, string search, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection)
        {
            Parameters = { new() { Value = $"%{search.ToLowerInvariant()}%" } },
        };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var values = new object[reader.FieldCount];
        while (await reader.ReadAsync(cancellationToken))
        {
            reader.GetValues(values);
        }
    }

    private static async Task ServedAsync(HttpClient client, string search, CancellationToken cancellationToken)
    {
        using var response = await client.GetAsync(
            $"/WebAPI/vocabulary/OHDSI/search?query={Uri.EscapeDataString(search)}",
            cancellationToken
        );
        response.EnsureSuccessStatusCode();
        await response.Content.ReadAsByteArrayAsync(cancellationToken);
    }

    // Searches in a second.
    private static async Task<double> TimeAsync(Func<Task> work)
    {
        var watch = Stopwatch.StartNew();
        await work();
        return 1 / watch.Elapsed.TotalSeconds;
    }
}
