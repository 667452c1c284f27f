using System.Net;
using Phederation.Processes;
using Phederation.Testing.Services;
using Phederation.WebApi.Tests.Support;

namespace Phederation.WebApi.Tests.Http;

public sealed class DatabaseTests(SharedCluster shared)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_database_that_is_away_is_waited_for_and_one_that_comes_back_is_used_again()
    {
        await using var cluster = await SiteCluster.StartAsync(Cancellation);
        var database = await cluster.NewDatabaseAsync(Cancellation);
        await cluster.StopAsync();
        await using var service = await ServiceProcess.StartAsync("webapi", Variables(cluster, database), Cancellation);
        await service.WaitForAsync("/health/live", HttpStatusCode.OK, Cancellation);
        await MustBeAwayAsync();
        await cluster.StartAgainAsync(Cancellation);
        await service.WaitForAsync("/health/ready", HttpStatusCode.OK, Cancellation);
        await service.WaitForAsync("/WebAPI/conceptset", HttpStatusCode.OK, Cancellation);

        await cluster.StopAsync();
        await MustBeAwayAsync();
        using (var page = await service.Client.GetAsync("/atlas/cohorts", Cancellation))
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, page.StatusCode);
        }

        await cluster.StartAgainAsync(Cancellation);
        await service.WaitForAsync("/WebAPI/conceptset", HttpStatusCode.OK, Cancellation);

        async Task MustBeAwayAsync()
        {
            using var response = await service.Client.GetAsync("/WebAPI/conceptset", Cancellation);
            await response.MustBeProblemAsync(503, Cancellation);
            Assert.NotNull(response.Headers.RetryAfter);
        }
    }

    [Fact]
    public async Task Several_programs_that_start_at_once_make_the_tables_once()
    {
        var database = await shared.Cluster.NewDatabaseAsync(Cancellation);
        var started = await Task.WhenAll(
            Enumerable.Range(0, 3).Select(_ => ServiceProcess.StartAsync("webapi", Variables(shared.Cluster, database), Cancellation))
        );
        try
        {
            await Task.WhenAll(started.Select(service => service.WaitForAsync("/health/ready", HttpStatusCode.OK, Cancellation)));
            Assert.Equal(1L, await shared.Cluster.RunAsync(database, "phederation", "SELECT count(*) FROM webapi.source", Cancellation));
        }
        finally
        {
            foreach (var service in started)
            {
                await service.DisposeAsync();
            }
        }
    }

    [Fact]
    public async Task A_database_of_an_OHDSI_WebAPI_is_taken_over_with_what_is_in_it()
    {
        var database = await shared.Cluster.NewDatabaseAsync(Cancellation);
        await shared.Cluster.RunAsync(
            database,
            "phederation_admin",
            """
            CREATE TABLE webapi.source (source_id integer PRIMARY KEY, source_name varchar(255) NOT NULL, source_key varchar(50) NOT NULL,
              source_connection varchar(8000) NOT NULL, source_dialect varchar(255) NOT NULL);
            INSERT INTO webapi.source VALUES (7, 'Old', 'OLD', 'jdbc:postgresql://elsewhere:5432/x', 'postgresql');
            CREATE SEQUENCE webapi.concept_set_sequence START 50;
            CREATE TABLE webapi.concept_set (concept_set_id integer NOT NULL DEFAULT nextval('webapi.concept_set_sequence'), concept_set_name varchar(255) NOT NULL);
            INSERT INTO webapi.concept_set (concept_set_name) VALUES ('Kept')
            """,
            Cancellation
        );
        await using var service = await ServiceProcess.StartAsync("webapi", Variables(shared.Cluster, database), Cancellation);
        await service.WaitForAsync("/health/ready", HttpStatusCode.OK, Cancellation);
        Assert.Contains("\"id\":50", await service.Client.GetStringAsync("/WebAPI/conceptset", Cancellation));
        Assert.Contains("OLD", await service.Client.GetStringAsync("/WebAPI/source/sources", Cancellation));
        // Its database is not there: the source can't be asked, the service goes on.
        using var away = await service.Client.GetAsync("/WebAPI/source/connection/OLD", Cancellation);
        await away.MustBeProblemAsync(503, Cancellation);
    }

    [Theory]
    [InlineData("PHEDERATION_EDITION", "open", "PHEDERATION_EDITION")]
    [InlineData("PHEDERATION_DATABASE_PASSWORD_SECRET", "nothing", "nothing")]
    public async Task A_setting_that_is_wrong_ends_the_start_with_its_name(string name, string value, string told)
    {
        var variables = Variables(shared.Cluster, "site");
        variables[name] = value;
        var result = await new ProcessRunner().RunAsync(ServiceProcess.Request("webapi", variables), Cancellation);
        Assert.Equal(2, result.ExitCode);
        Assert.Contains(told, result.Error);
        Assert.Contains("mend:", result.Error);
    }

    private static Dictionary<string, string?> Variables(SiteCluster cluster, string database) =>
        new()
        {
            ["PHEDERATION_DATABASE_HOST"] = "127.0.0.1",
            ["PHEDERATION_DATABASE_PORT"] = $"{cluster.Port}",
            ["PHEDERATION_DATABASE_NAME"] = database,
            ["PHEDERATION_SECRETS"] = cluster.Secrets,
            ["PHEDERATION_DRAIN_SECONDS"] = "0",
        };
}
