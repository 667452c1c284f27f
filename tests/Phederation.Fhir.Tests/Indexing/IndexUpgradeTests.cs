using Phederation.Fhir.Tests.Support;
using Phederation.Testing.Services;

namespace Phederation.Fhir.Tests.Indexing;

/// <summary>On a database of its own: it is made to look like one that an earlier version wrote.</summary>
public sealed class IndexUpgradeTests(SharedDatabase shared) : IClassFixture<SharedDatabase>
{
    private const string Stale =
        "DELETE FROM fhir.token; DELETE FROM fhir.string; DELETE FROM fhir.reference; DELETE FROM fhir.date; DELETE FROM fhir.number; ";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact(Timeout = 180_000)]
    public async Task Resources_of_an_earlier_version_are_found_after_an_upgrade()
    {
        await using (var first = await StartAsync())
        {
            var client = new FhirClient(first.Client, null);
            for (var number = 0; number < 3; number++)
            {
                (await client.PostAsync("", Bundle(number))).Is(200);
            }

            (
                await client.PostAsync(
                    "Observation",
                    """{"resourceType":"Observation","status":"final","code":{"text":"x"},"subject":{"reference":"Patient/a"}}"""
                )
            ).Is(201);
            Assert.Equal(450, (await client.GetAsync("Patient?family=upgraded&_summary=count")).Is(200).Total);
        }

        // As an earlier version with other rules left it.
        await shared.Database.AskAsync($"{Stale}UPDATE fhir.index_state SET rules = 'older'", Cancellation);
        await using (var second = await StartAsync())
        {
            await IsFoundAsync(second);
        }

        // As a version left it that did not keep the name of its rules; a pass over it was ended half way.
        await shared.Database.AskAsync(
            $"{Stale}UPDATE fhir.index_state SET rules = '', next_rules = 'other', done_to = (SELECT max(key) FROM fhir.resource)",
            Cancellation
        );
        await using var third = await StartAsync();
        await IsFoundAsync(third);
    }

    private static string Bundle(int number)
    {
        var entries = Enumerable
            .Range(0, 150)
            .Select(_ =>
                """{"resource":{"resourceType":"Patient","name":[{"family":"Upgraded"}]},"request":{"method":"POST","url":"Patient"}}"""
            );
        return $$"""{"resourceType":"Bundle","id":"b{{number}}","type":"transaction","entry":[{{string.Join(',', entries)}}]}""";
    }

    private static async Task IsFoundAsync(ServiceProcess service)
    {
        var client = new FhirClient(service.Client, null);
        while ((await client.GetAsync("Patient?family=upgraded&_summary=count")).Is(200).Total < 450)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(100), Cancellation);
        }

        while (!service.Log.Contains("The index is written anew: 451 resources", StringComparison.Ordinal))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(100), Cancellation);
        }

        Assert.Single((await client.GetAsync("Observation?subject=Patient/a")).Is(200).Resources());
    }

    private Task<ServiceProcess> StartAsync()
    {
        var variables = shared.Database.Variables();
        variables["PHEDERATION_FHIR_AUTHENTICATION"] = "off";
        variables["PHEDERATION_FHIR_CDM_SCHEMA"] = "none";
        return ServiceProcess.StartAsync("fhir-server", variables, Cancellation);
    }
}
