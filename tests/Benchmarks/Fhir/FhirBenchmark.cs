using System.Collections.Concurrent;
using System.Diagnostics;
using Npgsql;
using Phederation.Testing.Services;

namespace Phederation.Benchmarks.Fhir;

/// <summary>What the FHIR server does through HTTP, against the same JSON written and read by bare Npgsql, in turns on one database.</summary>
internal sealed class FhirBenchmark : IDisposable
{
    private const int Clients = 4;
    private const int Patients = 200;
    private const int Bundle = 50;
    private static readonly TimeSpan Time = TimeSpan.FromSeconds(4);

    private readonly ConcurrentBag<HttpConnection> _connections = [];
    private readonly Uri _address;
    private readonly NpgsqlDataSource _bare;
    private int _number;

    private FhirBenchmark(Uri address, NpgsqlDataSource bare) => (_address, _bare) = (address, bare);

    /// <summary>Measures and prints.</summary>
    public static async Task RunAsync(int rounds, CancellationToken cancellationToken)
    {
        await using var database = await SiteDatabase.StartAsync(cancellationToken);
        var variables = database.Variables();
        variables["PHEDERATION_FHIR_AUTHENTICATION"] = "off";
        variables["PHEDERATION_LOG_LEVEL"] = "warn";
        await using var service = await ServiceProcess.StartAsync("fhir-server", variables, cancellationToken);
        var text = new NpgsqlConnectionStringBuilder
        {
            Host = "127.0.0.1",
            Port = database.Port,
            Username = "phederation_admin",
            Password = await File.ReadAllTextAsync(Path.Combine(database.Secrets, "phederation_admin_password"), cancellationToken),
            Database = "OHDSI",
            SslMode = SslMode.VerifyFull,
            RootCertificate = Path.Combine(database.Secrets, "postgres_certificate"),
            MaxAutoPrepare = 20,
            NoResetOnClose = true,
        };
        await using var bare = NpgsqlDataSource.Create(text.ConnectionString);
        await database.RunAsync(
            "CREATE TABLE scratch.bare (id text PRIMARY KEY, body jsonb NOT NULL); "
                + "CREATE INDEX ON scratch.bare ((body #>> '{subject,reference}'))",
            cancellationToken
        );
        using var benchmark = new FhirBenchmark(service.Address, bare);
        await benchmark.MeasureAsync(rounds, cancellationToken);
    }

    public void Dispose()
    {
        foreach (var connection in _connections)
        {
            connection.Dispose();
        }
    }

    private async Task MeasureAsync(int rounds, CancellationToken cancellationToken)
    {
        (string What, Func<CancellationToken, Task> Fhir, Func<CancellationToken, Task> Bare)[] works =
        [
            (
                "FHIR create against a bare insert",
                token => SendAsync(HttpMethod.Post, "/fhir/Observation", Observation(Next()), token),
                InsertAsync
            ),
            (
                "FHIR read against a bare select",
                token => SendAsync(HttpMethod.Get, $"/fhir/Observation/{Known()}", null, token),
                SelectAsync
            ),
            (
                "FHIR search of a patient's observations against a bare select",
                token => SendAsync(HttpMethod.Get, $"/fhir/Observation?patient=p{Next() % Patients}&code=8480-6&_count=20", null, token),
                SearchAsync
            ),
            ($"FHIR transaction of {Bundle} against a bare batch of inserts", TransactionAsync, BatchAsync),
        ];
        await FillAsync(cancellationToken);
        foreach (var (what, fhir, bare) in works)
        {
            // Both once for nothing: the first time compiles and prepares.
            await RateAsync(fhir, TimeSpan.FromSeconds(8), cancellationToken);
            await RateAsync(bare, TimeSpan.FromSeconds(1), cancellationToken);
            var measured = new List<double>();
            var against = new List<double>();
            for (var round = 0; round < rounds; round++)
            {
                measured.Add(await RateAsync(fhir, Time, cancellationToken));
                against.Add(await RateAsync(bare, Time, cancellationToken));
            }

            Figures.Ratio(what, measured, against, "aim ≥ 0.5");
        }
    }

    private static async Task<double> RateAsync(Func<CancellationToken, Task> work, TimeSpan time, CancellationToken cancellationToken)
    {
        var count = 0;
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(
            Enumerable
                .Range(0, Clients)
                .Select(async _ =>
                {
                    while (watch.Elapsed < time)
                    {
                        await work(cancellationToken);
                        Interlocked.Increment(ref count);
                    }
                })
        );
        return count / watch.Elapsed.TotalSeconds;
    }

    /// <summary>The same observations on both sides, so that both search among as many.</summary>
    private async Task FillAsync(CancellationToken cancellationToken)
    {
        for (var first = 0; first < 10 * Patients; first += 100)
        {
            var entries = Enumerable
                .Range(first, 100)
                .Select(number =>
                    $$$"""{"resource":{{{Observation(number, $"o{number}")}}},"request":{"method":"PUT","url":"Observation/o{{{number}}}"}}"""
                );
            await SendAsync(
                HttpMethod.Post,
                "/fhir",
                $$"""{"resourceType":"Bundle","type":"transaction","entry":[{{string.Join(',', entries)}}]}""",
                cancellationToken
            );
            await InsertAsync([.. Enumerable.Range(first, 100).Select(number => (number, $"o{number}"))], cancellationToken);
        }
    }

    private Task TransactionAsync(CancellationToken cancellationToken)
    {
        var entries = Enumerable
            .Range(0, Bundle)
            .Select(_ => $$$"""{"resource":{{{Observation(Next())}}},"request":{"method":"POST","url":"Observation"}}""");
        return SendAsync(
            HttpMethod.Post,
            "/fhir",
            $$"""{"resourceType":"Bundle","type":"transaction","entry":[{{string.Join(',', entries)}}]}""",
            cancellationToken
        );
    }

    /// <summary>One request and its answer on a connection that nobody else uses meanwhile.</summary>
    private async Task SendAsync(HttpMethod method, string path, string? body, CancellationToken cancellationToken)
    {
        if (!_connections.TryTake(out var connection))
        {
            connection = await HttpConnection.OpenAsync(_address, cancellationToken);
        }

        var (status, answer) = await connection.SendAsync(method.Method, path, body, cancellationToken);
        if (status is < 200 or > 299)
        {
            throw new InvalidOperationException($"{path}: {status} {answer}");
        }

        _connections.Add(connection);
    }

    private Task InsertAsync(CancellationToken cancellationToken) => InsertAsync([(Next(), Guid.NewGuid().ToString())], cancellationToken);

    private Task BatchAsync(CancellationToken cancellationToken) =>
        InsertAsync([.. Enumerable.Range(0, Bundle).Select(_ => (Next(), Guid.NewGuid().ToString()))], cancellationToken);

    private async Task InsertAsync(IReadOnlyList<(int Number, string Id)> rows, CancellationToken cancellationToken)
    {
        await using var batch = _bare.CreateBatch();
        foreach (var (number, id) in rows)
        {
            var command = new NpgsqlBatchCommand("INSERT INTO scratch.bare (id, body) VALUES ($1, $2::jsonb)");
            command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = id });
            command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = Observation(number, id) });
            batch.BatchCommands.Add(command);
        }

        await batch.ExecuteNonQueryAsync(cancellationToken);
    }

    private async Task SelectAsync(CancellationToken cancellationToken)
    {
        await using var command = _bare.CreateCommand("SELECT body FROM scratch.bare WHERE id = $1");
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = Known() });
        await command.ExecuteScalarAsync(cancellationToken);
    }

    private async Task SearchAsync(CancellationToken cancellationToken)
    {
        await using var command = _bare.CreateCommand(
            "SELECT id, body FROM scratch.bare WHERE body #>> '{subject,reference}' = $1 AND body #>> '{code,coding,0,code}' = '8480-6' ORDER BY id LIMIT 20"
        );
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = $"Patient/p{Next() % Patients}" });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            reader.GetString(1);
        }
    }

    private string Known() => $"o{Next() % (10 * Patients)}";

    private int Next() => Interlocked.Increment(ref _number) & int.MaxValue;

    private static string Observation(int number, string? id = null) =>
        $$$"""
            {"resourceType":"Observation"{{{(
                id is null ? "" : $",\"id\":\"{id}\""
            )}}},"status":"final","category":[{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/observation-category","code":"vital-signs","display":"Vital Signs"}]}],"code":{"coding":[{"system":"http://loinc.org","code":"8480-6","display":"Systolic blood pressure"}],"text":"Systolic blood pressure"},"subject":{"reference":"Patient/p{{{number
                % Patients}}}"},"effectiveDateTime":"2020-01-{{{1 + (number % 28):00}}}T10:00:00Z","valueQuantity":{"value":{{{100
                + (number % 60)}}}.5,"unit":"mmHg","system":"http://unitsofmeasure.org","code":"mm[Hg]"}}
            """;
}
