using Phederation.Processes;
using Phederation.Testing;
using Phederation.Testing.Central;
using Phederation.Testing.Services;

namespace Phederation.AnalyticsRemote.Tests.Support;

/// <summary>A site's remote with its folders, beside a central service and an R server.</summary>
internal sealed class RemoteSite : IAsyncDisposable
{
    private readonly TempFolder _folder = new();

    private RemoteSite(CentralService central, AnalysisServer analyses) => (Central, Analyses) = (central, analyses);

    public CentralService Central { get; }

    public AnalysisServer Analyses { get; }

    public ServiceProcess Process { get; private set; } = null!;

    public Dictionary<string, string?> Variables { get; } = [];

    public string this[string path] => _folder[path];

    public static async Task<RemoteSite> CreateAsync(CancellationToken cancellationToken)
    {
        var site = new RemoteSite(await CentralService.StartAsync(cancellationToken), await AnalysisServer.StartAsync(cancellationToken));
        site._folder.Write("secrets/central_token", CentralService.Token + "\r\n");
        site._folder.Write("secrets/analytics_token", AnalysisServer.Token + "\n");
        site._folder.Write("secrets/central_authority", site.Central.CertificatePem);
        site._folder.Write("secrets/study_signers", site.Central.SignerPem);
        site.Variables["PHEDERATION_CENTRAL_URL"] = site.Central.Address.ToString();
        site.Variables["PHEDERATION_CENTRAL_AUTHORITY_SECRET"] = "central_authority";
        site.Variables["PHEDERATION_ORGANISATION"] = "hospital-a";
        site.Variables["PHEDERATION_R_SERVER_URL"] = site.Analyses.Address.ToString();
        site.Variables["PHEDERATION_SECRETS"] = site["secrets"];
        site.Variables["PHEDERATION_STATE"] = site["state"];
        site.Variables["PHEDERATION_POLL_SECONDS"] = "1";
        site.Variables["PHEDERATION_LONGEST_PAUSE_SECONDS"] = "1";
        site.Variables["PHEDERATION_DRAIN_SECONDS"] = "0";
        return site;
    }

    public static async Task<RemoteSite> StartAsync(CancellationToken cancellationToken)
    {
        var site = await CreateAsync(cancellationToken);
        await site.RunAsync(cancellationToken);
        return site;
    }

    public void Write(string path, string text) => _folder.Write(path, text);

    public async Task RunAsync(CancellationToken cancellationToken) =>
        Process = await ServiceProcess.StartAsync("analytics-remote", Variables, cancellationToken);

    /// <summary>As a power cut would.</summary>
    public async Task KillAsync(CancellationToken cancellationToken)
    {
        await new ProcessRunner().RunAsync(
            new ProcessRequest { Program = "kill", Arguments = ["-9", $"{Process.Process.ProcessId}"] },
            cancellationToken
        );
        Assert.Equal(137, await Process.Process.WaitForExitAsync(cancellationToken));
        await Process.DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (Process is not null)
        {
            await Process.DisposeAsync();
        }

        await Central.DisposeAsync();
        await Analyses.DisposeAsync();
        _folder.Dispose();
    }
}
