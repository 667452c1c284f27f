using System.Net;
using System.Text.RegularExpressions;
using Phederation.Processes;

namespace Phederation.Testing.Services;

/// <summary>A service of this checkout as a process of its own, on a free port of the loopback address.</summary>
public sealed partial class ServiceProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);

    private readonly TempFolder _folder;

    private ServiceProcess(TempFolder folder, ServerProcess process, Uri address)
    {
        (_folder, Process, Address) = (folder, process, address);
        Client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = address };
    }

    /// <summary>The process.</summary>
    public ServerProcess Process { get; }

    /// <summary>Where it listens.</summary>
    public Uri Address { get; }

    /// <summary>A client of it that follows no redirection and keeps no cookie.</summary>
    public HttpClient Client { get; }

    /// <summary>Everything that it logged.</summary>
    public string Log => File.ReadAllText(Process.LogFile);

    /// <summary>Starts a program that lies beside the tests, and waits until it listens.</summary>
    /// <param name="program">The program's name.</param>
    /// <param name="variables">Its settings.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static async Task<ServiceProcess> StartAsync(
        string program,
        IReadOnlyDictionary<string, string?> variables,
        CancellationToken cancellationToken
    )
    {
        var folder = new TempFolder();
        var process = ServerProcess.Start(Request(program, variables), folder["log"]);
        try
        {
            var address = "";
            await process.WaitUntilReadyAsync(
                _ =>
                {
                    address = Listening().Match(File.ReadAllText(process.LogFile)).Groups["address"].Value;
                    return Task.FromResult(address.Length > 0);
                },
                StartLimit,
                cancellationToken
            );
            return new ServiceProcess(folder, process, new Uri(address));
        }
        catch
        {
            await process.DisposeAsync();
            folder.Dispose();
            throw;
        }
    }

    /// <summary>How a program beside the tests is run on a free port.</summary>
    /// <param name="program">The program's name.</param>
    /// <param name="variables">Its settings.</param>
    public static ProcessRequest Request(string program, IReadOnlyDictionary<string, string?> variables) =>
        new()
        {
            Program = Path.Combine(AppContext.BaseDirectory, program),
            Environment = new Dictionary<string, string?>(variables)
            {
                ["PHEDERATION_LISTEN"] = variables.GetValueOrDefault("PHEDERATION_LISTEN") ?? "127.0.0.1:0",
                ["DOTNET_EnableDiagnostics"] = "0",
            },
        };

    /// <summary>Asks for an address until it answers with a status.</summary>
    /// <param name="path">The address.</param>
    /// <param name="status">The status that is waited for.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<string> WaitForAsync(string path, HttpStatusCode status, CancellationToken cancellationToken)
    {
        while (true)
        {
            using var response = await Client.GetAsync(path, cancellationToken);
            if (response.StatusCode == status)
            {
                return await response.Content.ReadAsStringAsync(cancellationToken);
            }

            await Task.Delay(TimeSpan.FromMilliseconds(100), cancellationToken);
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Process.DisposeAsync();
        _folder.Dispose();
    }

    [GeneratedRegex(@"Now listening on: (?<address>http://127\.0\.0\.1:[0-9]+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Listening();
}
