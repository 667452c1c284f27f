using System.Net;
using Phederation.Testing.Services;

namespace Phederation.Services.Hosting.Tests;

public sealed class DatabaseTests(SharedDatabase shared) : IClassFixture<SharedDatabase>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact(Timeout = 180_000)]
    public async Task Service_says_so_while_the_database_is_away_and_recovers_by_itself()
    {
        // An editor's line end, of a system that writes two characters for it.
        var password = Path.Combine(shared.Database.Secrets, "crlf_password");
        var text = await File.ReadAllTextAsync(Path.Combine(shared.Database.Secrets, "phederation_password"), Cancellation);
        await File.WriteAllTextAsync(password, text + "\r\n", Cancellation);
        await using var service = await StartAsync(("PHEDERATION_DATABASE_PASSWORD_SECRET", "crlf_password"));

        Assert.Equal("1", await service.Client.GetStringAsync("/sql?text=SELECT+1", Cancellation));
        await service.WaitForAsync("/health/ready", HttpStatusCode.OK, Cancellation);

        await shared.Database.StopAsync(Cancellation);
        using (var away = await service.Client.GetAsync("/sql?text=SELECT+1", Cancellation))
        {
            await away.MustBeProblemAsync(503, Cancellation);
            Assert.NotNull(away.Headers.RetryAfter);
        }

        Assert.Contains(
            "database",
            await service.WaitForAsync("/health/ready", HttpStatusCode.ServiceUnavailable, Cancellation),
            StringComparison.Ordinal
        );
        Assert.Equal("{\"status\":\"ok\"}", await service.Client.GetStringAsync("/health/live", Cancellation));

        await shared.Database.StartAgainAsync(Cancellation);
        await service.WaitForAsync("/health/ready", HttpStatusCode.OK, Cancellation);
        Assert.Equal("1", await service.Client.GetStringAsync("/sql?text=SELECT+1", Cancellation));

        // A machine that hangs does not refuse: it says nothing.
        await shared.Database.PauseAsync(Cancellation);
        Assert.Contains(
            "database",
            await service.WaitForAsync("/health/ready", HttpStatusCode.ServiceUnavailable, Cancellation),
            StringComparison.Ordinal
        );
        await shared.Database.UnpauseAsync(Cancellation);
        await service.WaitForAsync("/health/ready", HttpStatusCode.OK, Cancellation);
    }

    [Fact(Timeout = 180_000)]
    public async Task Errors_of_the_database_tell_clients_nothing_of_it()
    {
        await using var service = await StartAsync();

        using var wrong = await service.Client.GetAsync("/sql?text=SELECT+*+FROM+nowhere", Cancellation);
        await wrong.MustBeProblemAsync(500, Cancellation);
        using var value = await service.Client.GetAsync("/sql?text=SELECT+'Smithers'::int", Cancellation);
        Assert.DoesNotContain("Smithers", await value.MustBeProblemAsync(400, Cancellation), StringComparison.Ordinal);
        using var late = await service.Client.GetAsync("/sql?text=SET+statement_timeout=1;SELECT+pg_sleep(9)", Cancellation);
        await late.MustBeProblemAsync(503, Cancellation);
        using var metrics = await service.Client.GetAsync("/metrics", Cancellation);
        Assert.Contains("db_client", await metrics.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);

        Assert.DoesNotContain("Smithers", service.Log, StringComparison.Ordinal);
        Assert.DoesNotContain("nowhere", service.Log, StringComparison.Ordinal);
    }

    [Fact(Timeout = 180_000)]
    public async Task Server_with_another_certificate_is_not_talked_to()
    {
        var stranger = Path.Combine(shared.Database.Secrets, "stranger");
        await File.WriteAllBytesAsync(
            stranger,
            Containers.Hardening.ServerCertificate.WithoutKey(
                Containers.Hardening.ServerCertificate.Create(["127.0.0.1"], TimeProvider.System.GetUtcNow())
            ),
            Cancellation
        );
        await using var service = await StartAsync(("PHEDERATION_DATABASE_TLS_CERTIFICATE", "stranger"));

        using var response = await service.Client.GetAsync("/sql?text=SELECT+1", Cancellation);
        await response.MustBeProblemAsync(503, Cancellation);
    }

    private async Task<ServiceProcess> StartAsync(params (string Name, string Value)[] more)
    {
        var variables = shared.Database.Variables();
        foreach (var (name, value) in more)
        {
            variables[name] = value;
        }

        variables["SAMPLE_DATABASE"] = "true";
        return await ServiceProcess.StartAsync("sample-service", variables, Cancellation);
    }
}
