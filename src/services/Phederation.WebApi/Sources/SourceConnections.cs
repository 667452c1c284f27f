using System.Collections.Concurrent;
using Npgsql;
using Phederation.Postgres;
using Phederation.Services.Hosting.Problems;
using Phederation.Services.Hosting.Settings;

namespace Phederation.WebApi.Sources;

/// <summary>
/// The connections to the sources' databases. A source in the site's own database shares its connections; another one is signed in to by the
/// account that its address names, with the password of the secret <c>&lt;account&gt;_password</c>, or <c>&lt;key&gt;_database_password</c> where that
/// is mounted.
/// </summary>
internal sealed class SourceConnections(NpgsqlDataSource database, DatabaseSettings settings, ServiceSettings environment)
    : IAsyncDisposable
{
    private const string Application = "webapi";

    // Generations take as long as they need, and don't take the connections of requests.
    private static readonly ConnectionLimits ForGeneration = new() { ConnectSeconds = 5 };

    private readonly ConcurrentDictionary<(string Connection, bool IsLong), Lazy<Task<NpgsqlDataSource>>> _others = new();

    /// <summary>The connections for requests.</summary>
    /// <exception cref="ProblemException">The source is of a kind that can't be connected to, or its secret is missing.</exception>
    public async Task<NpgsqlDataSource> GetAsync(Source source) => IsOwn(source) ? database : await OtherAsync(source, isLong: false);

    /// <summary>Connections for statements without a limit of time.</summary>
    /// <exception cref="ProblemException">The source is of a kind that can't be connected to, or its secret is missing.</exception>
    public Task<NpgsqlDataSource> GetForGenerationAsync(Source source) => OtherAsync(source, isLong: true);

    /// <summary>Whether a source is in the site's own database.</summary>
    public bool IsOwn(Source source) => JdbcAddress.TryParse(source.Connection, out var address) && IsOwn(address);

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        foreach (var other in _others.Values.Where(other => other.IsValueCreated && other.Value.IsCompletedSuccessfully))
        {
            await (await other.Value).DisposeAsync();
        }
    }

    private bool IsOwn(JdbcAddress address) =>
        address.Host.Equals(settings.Host, StringComparison.OrdinalIgnoreCase)
        && address.Port == settings.Port
        && address.Database == settings.Database;

    private async Task<NpgsqlDataSource> OtherAsync(Source source, bool isLong)
    {
        var key = (source.Connection, isLong);
        var other = _others.GetOrAdd(key, _ => new Lazy<Task<NpgsqlDataSource>>(() => OpenAsync(source, isLong)));
        try
        {
            return await other.Value;
        }
        catch (SetupException exception)
        {
            // Looked for again with the next request: the secret may come.
            _others.TryRemove(KeyValuePair.Create(key, other));
            throw new ProblemException(Problem.Of(503, $"The source {source.Key} can't be signed in to: a secret is missing."), exception);
        }
    }

    private Task<NpgsqlDataSource> OpenAsync(Source source, bool isLong)
    {
        if (source.Dialect != "postgresql" || !JdbcAddress.TryParse(source.Connection, out var address))
        {
            throw new ProblemException(422, $"The source {source.Key} is no PostgreSQL database.");
        }

        var limits = isLong ? ForGeneration : ConnectionLimits.Service;
        return Database.OpenAsync(IsOwn(address) ? settings : Settings(source, address), Application, limits, CancellationToken.None);
    }

    private DatabaseSettings Settings(Source source, JdbcAddress address)
    {
        var user = address.User ?? settings.User;
        return settings with
        {
            Host = address.Host,
            Port = address.Port,
            Database = address.Database,
            User = user,
            PasswordFile = Secret($"{source.Key.ToLowerInvariant()}_database_password", $"{user}_password"),
            CertificateFile = Secret($"{source.Key.ToLowerInvariant()}_database_certificate", Path.GetFileName(settings.CertificateFile)),
            Tls = address.TlsMode switch
            {
                null or "" => settings.Tls,
                "disable" => TlsMode.Disable,
                "verify-full" or "verify-ca" => TlsMode.VerifyFull,
                _ => TlsMode.Require,
            },
        };
    }

    private string Secret(string own, string otherwise)
    {
        foreach (var name in new[] { own, otherwise }.Where(name => name == Path.GetFileName(name)))
        {
            var path = Path.Combine(environment.SecretsFolder, name);
            if (File.Exists(path))
            {
                return path;
            }
        }

        return Path.Combine(environment.SecretsFolder, Path.GetFileName(otherwise));
    }
}
