using System.Globalization;
using System.Text.Json;
using Npgsql;
using Phederation.WebApi.Cohorts.Expressions;
using Phederation.WebApi.Cohorts.Sql;
using Phederation.WebApi.Tests.Support;

namespace Phederation.WebApi.Tests.Cohorts;

public sealed class CohortSqlTests(SharedCluster shared)
{
    private const string Results = """
        CREATE TEMPORARY TABLE cohort (cohort_definition_id integer, subject_id bigint, cohort_start_date date, cohort_end_date date);
        CREATE TEMPORARY TABLE cohort_inclusion (cohort_definition_id integer, rule_sequence integer, name varchar(255), description varchar(1000));
        CREATE TEMPORARY TABLE cohort_inclusion_result (cohort_definition_id integer, mode_id integer, inclusion_rule_mask bigint, person_count bigint);
        CREATE TEMPORARY TABLE cohort_inclusion_stats (cohort_definition_id integer, rule_sequence integer, mode_id integer, person_count bigint, gain_count bigint, person_total bigint);
        CREATE TEMPORARY TABLE cohort_summary_stats (cohort_definition_id integer, mode_id integer, base_count bigint, final_count bigint);
        CREATE TEMPORARY TABLE cohort_censor_stats (cohort_definition_id integer, lost_count bigint);
        """;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Cohorts_by_SQL_are_those_that_a_walk_through_the_records_finds()
    {
        var database = await shared.Cluster.NewDatabaseAsync(Cancellation);
        await using var connection = new NpgsqlConnection(shared.Cluster.Connection(database));
        await connection.OpenAsync(Cancellation);
        await RunAsync(connection, Results);
        var (members, losers) = (0, 0);
        for (var seed = 1; seed <= 25; seed++)
        {
            var random = new Random(seed);
            var population = Population.Random(random);
            await RunAsync(connection, "BEGIN;" + population.Sql("omopcdm") + "COMMIT; RESET search_path");
            var designs = new RandomDesign(random);
            for (var number = 1; number <= 16; number++)
            {
                var json = designs.Expression().ToJsonString();
                using var document = JsonDocument.Parse(json);
                var expression = ExpressionReader.Read(document.RootElement);
                var evaluator = new Evaluator(population, expression);
                var expected = evaluator.Stays();
                var actual = await StaysAsync(connection, expression, json);
                Assert.True(
                    expected.SequenceEqual(actual),
                    $"seed {seed}, design {number}: expected {string.Join(' ', expected)}, SQL found {string.Join(' ', actual)}: {json}"
                );
                var (all, fulfilling) = evaluator.Counts();
                Assert.Equal((all, fulfilling), await CountsAsync(connection));
                members += expected.Count;
                losers += all - fulfilling;
            }
        }

        // Chance could make designs that nobody fulfils, which would prove nothing.
        Assert.True(members > 400 && losers > 200, $"{members} members, {losers} lost");
    }

    private static async Task<List<Stay>> StaysAsync(NpgsqlConnection connection, CohortExpression expression, string json)
    {
        var script = CohortSql.Script(
            expression,
            new CohortSqlTarget
            {
                CdmSchema = "omopcdm",
                VocabularySchema = "omopcdm",
                ResultsSchema = "pg_temp",
                TargetTable = "pg_temp.cohort",
                CohortId = "7",
            }
        );
        await using var transaction = await connection.BeginTransactionAsync(Cancellation);
        foreach (var statement in script.Statements)
        {
            await using var command = new NpgsqlCommand(statement, connection);
            foreach (var index in SqlTexts.UsedIn(statement))
            {
                command.Parameters.AddWithValue(SqlTexts.Name(index), script.Texts.Values[index]);
            }

            try
            {
                await command.ExecuteNonQueryAsync(Cancellation);
            }
            catch (PostgresException exception)
            {
                Assert.Fail($"{exception.MessageText}\n{statement}\n{json}");
            }
        }

        await transaction.CommitAsync(Cancellation);
        var stays = new List<Stay>();
        await using var query = new NpgsqlCommand(
            "SELECT subject_id, cohort_start_date, cohort_end_date FROM pg_temp.cohort WHERE cohort_definition_id = 7 ORDER BY 1, 2",
            connection
        );
        await using var reader = await query.ExecuteReaderAsync(Cancellation);
        while (await reader.ReadAsync(Cancellation))
        {
            stays.Add(new Stay((int)reader.GetInt64(0), reader.GetFieldValue<DateOnly>(1), reader.GetFieldValue<DateOnly>(2)));
        }

        return stays;
    }

    private static async Task<(int Base, int Final)> CountsAsync(NpgsqlConnection connection)
    {
        await using var query = new NpgsqlCommand(
            "SELECT base_count, final_count FROM pg_temp.cohort_summary_stats WHERE mode_id = 0",
            connection
        );
        await using var reader = await query.ExecuteReaderAsync(Cancellation);
        Assert.True(await reader.ReadAsync(Cancellation));
        return (Convert.ToInt32(reader.GetInt64(0), CultureInfo.InvariantCulture), (int)reader.GetInt64(1));
    }

    private static async Task RunAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(Cancellation);
    }
}
