using System.Net;
using Phederation.Fhir.Tests.Support;
using Phederation.Testing.Services;

namespace Phederation.Fhir.Tests.Interactions;

/// <summary>On a server of its own: the other tests need theirs.</summary>
public sealed class DatabaseAwayTests(SharedDatabase shared) : IClassFixture<SharedDatabase>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact(Timeout = 120_000)]
    public async Task Server_says_so_while_the_database_is_away_and_goes_on_afterwards()
    {
        await shared.Database.StopAsync(Cancellation);
        var variables = shared.Database.Variables();
        variables["PHEDERATION_FHIR_AUTHENTICATION"] = "off";
        // It starts before its database, and makes its tables when that is there.
        await using var service = await ServiceProcess.StartAsync("fhir-server", variables, Cancellation);
        var client = new FhirClient(service.Client, null);
        (await client.GetAsync("metadata")).Is(200);
        await AwayAsync(client);

        await shared.Database.StartAgainAsync(Cancellation);
        await service.WaitForAsync("/health/ready", HttpStatusCode.OK, Cancellation);
        var id = (await client.PostAsync("Patient", """{"resourceType":"Patient"}""")).Is(201).Id;

        await shared.Database.StopAsync(Cancellation);
        await AwayAsync(client);
        await shared.Database.StartAgainAsync(Cancellation);
        await service.WaitForAsync("/health/ready", HttpStatusCode.OK, Cancellation);
        (await client.GetAsync($"Patient/{id}")).Is(200);
    }

    [Fact(Timeout = 180_000)]
    public async Task Server_says_so_while_the_database_is_silent_and_writes_nothing_by_half()
    {
        var variables = shared.Database.Variables();
        variables["PHEDERATION_FHIR_AUTHENTICATION"] = "off";
        await using var service = await ServiceProcess.StartAsync("fhir-server", variables, Cancellation);
        var client = new FhirClient(service.Client, null);
        var id = (await client.PostAsync("Patient", """{"resourceType":"Patient"}""")).Is(201).Id;

        await shared.Database.PauseAsync(Cancellation);
        try
        {
            // At once, as clients come: one that waits must not hold up the others for good.
            var answers = await Task.WhenAll(
                client.GetAsync($"Patient/{id}"),
                client.GetAsync("Patient?gender=male"),
                client.PutAsync($"Patient/{id}", $$"""{"resourceType":"Patient","id":"{{id}}","gender":"male"}"""),
                client.PostAsync("", TransactionOf("silent-1", "silent-2"))
            );
            Assert.All(answers, answer => answer.Is(503));
            await service.WaitForAsync("/health/ready", HttpStatusCode.ServiceUnavailable, Cancellation);
            (await service.Client.GetAsync("/health/live", Cancellation)).EnsureSuccessStatusCode();
        }
        finally
        {
            await shared.Database.UnpauseAsync(Cancellation);
        }

        await service.WaitForAsync("/health/ready", HttpStatusCode.OK, Cancellation);
        (await client.GetAsync($"Patient/{id}")).Is(200);
        // What was sent may have been done when the database went on, but then whole.
        Assert.Contains((await client.GetAsync("Patient?identifier=silent-1,silent-2&_summary=count")).Total, new[] { 0, 2 });
    }

    [Fact(Timeout = 120_000)]
    public async Task Server_waits_for_a_schema_that_it_may_not_make()
    {
        await shared.Database.AskAsync("DROP SCHEMA IF EXISTS fhir CASCADE", Cancellation);
        var variables = shared.Database.Variables();
        variables["PHEDERATION_FHIR_AUTHENTICATION"] = "off";
        await using var service = await ServiceProcess.StartAsync("fhir-server", variables, Cancellation);
        await AwayAsync(new FhirClient(service.Client, null));
        Assert.Contains(
            "schema fhir",
            await service.WaitForAsync("/health/ready", HttpStatusCode.ServiceUnavailable, Cancellation),
            StringComparison.Ordinal
        );

        await shared.Database.AskAsync("CREATE SCHEMA fhir AUTHORIZATION phederation_admin", Cancellation);
        await service.WaitForAsync("/health/ready", HttpStatusCode.OK, Cancellation);
        (await new FhirClient(service.Client, null).PostAsync("Patient", """{"resourceType":"Patient"}""")).Is(201);
    }

    private static string TransactionOf(params string[] identifiers)
    {
        var entries = identifiers.Select(value =>
            $$$"""{"resource":{"resourceType":"Patient","identifier":[{"value":"{{{value}}}"}]},"request":{"method":"POST","url":"Patient"}}"""
        );
        return $$"""{"resourceType":"Bundle","type":"transaction","entry":[{{string.Join(',', entries)}}]}""";
    }

    private static async Task AwayAsync(FhirClient client)
    {
        Assert.NotNull((await client.GetAsync("Patient/1")).Is(503).Message.Headers.RetryAfter);
        (await client.GetAsync("Patient")).Is(503);
        (await client.PostAsync("Patient", """{"resourceType":"Patient"}""")).Is(503);
        (
            await client.PostAsync(
                "",
                """{"resourceType":"Bundle","type":"batch","entry":[{"request":{"method":"GET","url":"Patient/1"}}]}"""
            )
        ).Is(503);
    }
}
