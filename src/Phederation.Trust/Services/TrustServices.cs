using System.Security.Cryptography;
using System.Text.Json;
using Phederation.Processes;
using Phederation.Trust.Tuf;

namespace Phederation.Trust.Services;

/// <summary>
/// A registry and a trust server (docker-registry, notary-server, notary-signer and PostgreSQL of the distribution) on loopback, with
/// storage that stays. They run while this lives; each is stopped by its process id.
/// </summary>
/// <remarks>
/// Nobody has to log in to them: they listen on 127.0.0.1 only, so their clients already run programs on this machine. The signer takes
/// the passphrase of its keys from its environment and from nowhere else; the environment of a process is readable by its user alone.
/// </remarks>
public sealed class TrustServices : IAsyncDisposable
{
    internal const string PassphraseAlias = "alias1";

    private const string RootDatabases = "/var/lib/phederation";

    /// <summary>In order of their start.</summary>
    private static readonly string[] Names = ["postgres", "notary-signer", "notary-server", "registry"];

    private readonly List<Service> _services = [];
    private readonly FileStream _lock;
    private readonly ServiceState _state;

    private TrustServices(FileStream @lock, ServiceState state, string authority)
    {
        _lock = @lock;
        _state = state;
        CaCertificatePath = authority;
    }

    /// <summary>The registry's address; plain HTTP, which engines accept on loopback.</summary>
    public Uri Registry => new($"http://{RegistryHost}");

    /// <summary>The registry as image references name it.</summary>
    public string RegistryHost => $"127.0.0.1:{_state.RegistryPort}";

    /// <summary>The trust server's address.</summary>
    public Uri Notary => new($"https://127.0.0.1:{_state.NotaryPort}");

    /// <summary>The certificate of the authority that vouches for <see cref="Notary"/>.</summary>
    public string CaCertificatePath { get; }

    /// <summary>The services' logs.</summary>
    public IReadOnlyList<string> LogFiles => [.. _services.Select(service => service.LogFile)];

    /// <summary>Starts the services, after stopping those that an interrupted run of the same state folder left.</summary>
    /// <exception cref="TrustException">
    /// A program is missing, the state folder or a port is in use, or a service did not start; then none is left running.
    /// </exception>
    public static async Task<TrustServices> StartAsync(
        TrustServicesOptions options,
        IProcessRunner processes,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        TrustPrograms.Check();
        var folder = Path.Combine(Path.GetFullPath(options.StateFolder), "services");
        var runFolder = Path.Combine(folder, "run");
        BoundedFile.CreatePrivateFolder(folder);
        BoundedFile.CreatePrivateFolder(runFolder);
        var @lock = Lock(folder);
        try
        {
            foreach (var name in Names.Reverse())
            {
                await Service.StopLeftOverAsync(name, runFolder, cancellationToken);
            }

            var state = OpenState(options, folder);
            if (NotaryDatabase.NeedsAnotherUser)
            {
                OrphanedDatabases.Remove(RootDatabases);
            }

            var certificates = ServiceCertificates.OpenOrCreate(Path.Combine(folder, "tls"), time);
            var services = new TrustServices(@lock, state, certificates.Authority);
            try
            {
                await services.StartAllAsync(options, processes, folder, certificates, cancellationToken);
                return services;
            }
            catch
            {
                await services.StopAllAsync();
                throw;
            }
        }
        catch
        {
            await @lock.DisposeAsync();
            throw;
        }
    }

    /// <summary>Sees that all services still run.</summary>
    /// <exception cref="TrustException">One has ended; the message has the end of its log.</exception>
    public void EnsureRunning()
    {
        if (_services.Select(service => service.Fault).FirstOrDefault(fault => fault is not null) is { } found)
        {
            throw found;
        }
    }

    /// <summary>Stops the services, the last one first.</summary>
    public async ValueTask DisposeAsync()
    {
        await StopAllAsync();
        await _lock.DisposeAsync();
    }

    /// <summary>Lets go of everything as a run does that is killed: the processes stay. For tests.</summary>
    internal void Abandon()
    {
        _services.Clear();
        _lock.Dispose();
    }

    private async Task StopAllAsync()
    {
        for (var i = _services.Count - 1; i >= 0; i--)
        {
            await _services[i].DisposeAsync();
        }

        _services.Clear();
    }

    private async Task StartAllAsync(
        TrustServicesOptions options,
        IProcessRunner processes,
        string folder,
        ServiceCertificates certificates,
        CancellationToken cancellationToken
    )
    {
        var runFolder = Path.Combine(folder, "run");
        var database = new NotaryDatabase(_state, processes);
        var databasePort = LoopbackPort.Free();
        await database.CreateIfMissingAsync(folder, cancellationToken);
        _services.Add(await database.StartAsync(databasePort, runFolder, options.StartLimit, cancellationToken));

        // The signer first: a server without it makes keys that nobody finds again.
        var signerPort = LoopbackPort.Free();
        var signerConfiguration = ServiceConfiguration.WriteSigner(
            Path.Combine(runFolder, "notary-signer.json"),
            certificates,
            signerPort,
            NotaryDatabase.Url(databasePort, NotaryDatabase.SignerAccount, _state.SignerPassword)
        );
        await AddAsync(
            Request(TrustPrograms.NotarySigner, "-config=" + signerConfiguration) with
            {
                Environment = new Dictionary<string, string?>
                {
                    [$"NOTARY_SIGNER_{PassphraseAlias.ToUpperInvariant()}"] = _state.SignerPassphrase,
                },
            },
            token => LoopbackPort.AnswersAsync(signerPort, token)
        );

        using var http = TrustHttp.Create(certificates.Authority, TimeSpan.FromSeconds(5));
        var serverConfiguration = ServiceConfiguration.WriteServer(
            Path.Combine(runFolder, "notary-server.json"),
            certificates,
            _state.NotaryPort,
            signerPort,
            NotaryDatabase.Url(databasePort, NotaryDatabase.ServerAccount, _state.ServerPassword),
            RegistryHost + "/"
        );
        await AddAsync(
            Request(TrustPrograms.NotaryServer, "-config=" + serverConfiguration),
            token => AnswersAsync(http, new Uri(Notary, "/_notary_server/health"), token)
        );

        var dataFolder = Path.Combine(folder, "registry");
        BoundedFile.CreatePrivateFolder(dataFolder);
        var registryConfiguration = ServiceConfiguration.WriteRegistry(
            Path.Combine(runFolder, "registry.yml"),
            dataFolder,
            _state.RegistryPort
        );
        await AddAsync(
            Request(TrustPrograms.Registry, "serve", registryConfiguration),
            token => AnswersAsync(http, new Uri(Registry, "/v2/"), token)
        );

        async Task AddAsync(ProcessRequest request, Func<CancellationToken, Task<bool>> isReady) =>
            _services.Add(
                await Service.StartAsync(Names[_services.Count], request, runFolder, isReady, options.StartLimit, cancellationToken)
            );
    }

    private static ProcessRequest Request(string program, params string[] arguments) =>
        new()
        {
            Program = program,
            Arguments = arguments,
            WorkingDirectory = "/",
        };

    private static async Task<bool> AnswersAsync(HttpClient http, Uri address, CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await http.GetAsync(address, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static FileStream Lock(string folder)
    {
        try
        {
            return new FileStream(Path.Combine(folder, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException fault)
        {
            throw new TrustException(
                TrustErrorKind.InUse,
                $"another run uses the registry and trust server of {folder}; wait for it to end, or give another state folder",
                fault
            );
        }
    }

    private static ServiceState OpenState(TrustServicesOptions options, string folder)
    {
        var path = Path.Combine(folder, "services.json");
        var known = File.Exists(path) ? ReadState(path) : null;
        var registryPort = Port(options.RegistryPort, known?.RegistryPort, "registry " + folder);
        var state = new ServiceState
        {
            RegistryPort = registryPort,
            NotaryPort = Port(options.NotaryPort, known?.NotaryPort, "notary " + folder, registryPort),
            DatabaseFolder = known?.DatabaseFolder ?? Path.GetFullPath(options.DatabaseFolder ?? DefaultDatabaseFolder(folder)),
            ServerPassword = known?.ServerPassword ?? Secret(),
            SignerPassword = known?.SignerPassword ?? Secret(),
            SignerPassphrase = known?.SignerPassphrase ?? Secret(),
        };
        if (state != known)
        {
            BoundedFile.Write(path, JsonSerializer.SerializeToUtf8Bytes(state, TrustJson.Default.ServiceState));
        }

        return state;
    }

    private static ServiceState ReadState(string path)
    {
        try
        {
            var bytes = BoundedFile.Read(path, 64 << 10, path);
            return StrictJson.Shaped(
                path,
                () => JsonSerializer.Deserialize(bytes, TrustJson.Default.ServiceState) ?? throw new FormatException("it is null")
            );
        }
        catch (RefusedException fault)
        {
            throw new TrustException(
                TrustErrorKind.Malformed,
                $"{path} holds the ports and passwords of the registry and trust server and can't be used: {fault.Refusal.What}; restore it "
                    + $"from a backup, or move the folder {Path.GetDirectoryName(path)} away to start anew",
                fault
            );
        }
    }

    private static int Port(int asked, int? known, string name, params ReadOnlySpan<int> taken)
    {
        var port = asked != 0 ? asked : known ?? LoopbackPort.Choose(name, taken);
        return LoopbackPort.IsFree(port)
            ? port
            : throw new TrustException(
                TrustErrorKind.InUse,
                $"port {port} of the {name.Split(' ')[0]} is in use by another program, and signatures name it; end that program, "
                    + "or give another port and sign anew"
            );
    }

    private static string DefaultDatabaseFolder(string folder) =>
        NotaryDatabase.NeedsAnotherUser
            ? $"{RootDatabases}/notary-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8))}"
            : Path.Combine(folder, "database");

    private static string Secret() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24));
}
