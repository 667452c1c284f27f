using Phederation.Testing.Services;

[assembly: AssemblyFixture(typeof(Phederation.Fhir.Tests.Support.FhirSite))]

namespace Phederation.Fhir.Tests.Support;

/// <summary>A site's database with two servers on it: one that is open, and one that asks for tokens.</summary>
public sealed class FhirSite : IAsyncLifetime
{
    private ServiceProcess? _open;
    private ServiceProcess? _closed;

    /// <summary>The database.</summary>
    public SiteDatabase Database { get; private set; } = null!;

    /// <summary>The server that is open.</summary>
    internal FhirClient Open { get; private set; } = null!;

    /// <summary>The server that asks for tokens, without one.</summary>
    internal FhirClient Closed { get; private set; } = null!;

    /// <summary>Where the server is that asks for tokens.</summary>
    public Uri ClosedAddress => _closed!.Address;

    /// <summary>What the servers logged.</summary>
    public string Log => _open!.Log + _closed!.Log;

    /// <summary>The settings that the servers run with.</summary>
    public Dictionary<string, string?> Variables(string authentication)
    {
        var variables = Database.Variables();
        variables["PHEDERATION_FHIR_AUTHENTICATION"] = authentication;
        variables["PHEDERATION_FHIR_LARGEST_BODY"] = "200000";
        return variables;
    }

    public async ValueTask InitializeAsync()
    {
        Database = await SiteDatabase.StartAsync(CancellationToken.None);
        await File.WriteAllTextAsync(Path.Combine(Database.Secrets, "fhir_token_key"), Tokens.Secret);
        _open = await ServiceProcess.StartAsync("fhir-server", Variables("off"), CancellationToken.None);
        _closed = await ServiceProcess.StartAsync("fhir-server", Variables("on"), CancellationToken.None);
        Open = new FhirClient(_open.Client, null);
        Closed = new FhirClient(_closed.Client, null);
    }

    public async ValueTask DisposeAsync()
    {
        if (_open is not null)
        {
            await _open.DisposeAsync();
        }

        if (_closed is not null)
        {
            await _closed.DisposeAsync();
        }

        if (Database is not null)
        {
            await Database.DisposeAsync();
        }
    }
}
