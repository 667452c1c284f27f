using Phederation.Containers.Engine;
using Phederation.Processes;

namespace Phederation.Site.Tests.Fixtures;

/// <summary>A small site with a signed release folder, driven by the launcher.</summary>
internal sealed class ReleasedSite : IAsyncDisposable
{
    private readonly ReleaseMaker _maker;

    private ReleasedSite(SmallSite site, ReleaseMaker maker)
    {
        Site = site;
        _maker = maker;
    }

    public SmallSite Site { get; }

    /// <summary>The release folder.</summary>
    public string Folder => Site.Temp["release"];

    public string RootKeyId => _maker.RootKeyId;

    public string this[string path] => Path.Combine(Folder, path);

    public static async Task<ReleasedSite> OpenAsync(
        ReleaseMaker maker,
        CancellationToken cancellationToken,
        string script = SmallImages.Server
    )
    {
        var site = await SmallSite.OpenAsync(cancellationToken);
        var released = new ReleasedSite(site, maker);
        await maker.MakeAsync(released.Folder, site, script: script, cancellationToken: cancellationToken);
        return released;
    }

    /// <summary>A site on an engine of the test's own, whose one service is proved to do without the calls of its start.</summary>
    public static async Task<ReleasedSite> OpenSupervisableAsync(
        ReleaseMaker maker,
        EngineEndpoint engine,
        string script,
        string profile,
        CancellationToken cancellationToken
    )
    {
        var released = new ReleasedSite(await SmallSite.OpenAsync(engine, cancellationToken), maker);
        await maker.MakeAsync(
            released.Folder,
            released.Site,
            script: script,
            // No port: what such an engine publishes is in a network of its own.
            contract: released.Site.Contract with
            {
                Ports = [],
            },
            profile: profile,
            isSupervisable: true,
            cancellationToken: cancellationToken
        );
        return released;
    }

    /// <summary>Another release of the same service, in a folder of its own.</summary>
    public async Task<string> ReleaseAsync(string version, CancellationToken cancellationToken, string script = SmallImages.Server)
    {
        var folder = Site.Temp[$"release-{version}"];
        await _maker.MakeAsync(folder, Site, version, script, cancellationToken: cancellationToken);
        return folder;
    }

    /// <summary>Runs a command of the launcher on this site.</summary>
    public Task<ProcessResult> RunAsync(CancellationToken cancellationToken, params string[] arguments) =>
        LauncherRun.RunAsync(Complete(arguments), cancellationToken);

    /// <summary>The command with the release, the root key and the state that it needs, unless given.</summary>
    public IReadOnlyList<string> Complete(string[] arguments)
    {
        var all = new List<string>(arguments);
        if (arguments[0] is "verify" or "up" or "status")
        {
            Add("--release", Folder);
            Add("--root-key-id", RootKeyId);
        }

        if (arguments[0] is "up")
        {
            Add("--site", Site.Scope.Id);
        }

        Add("--state", Site.State.Path);
        return all;

        void Add(string option, string value)
        {
            if (!all.Contains(option))
            {
                all.AddRange([option, value]);
            }
        }
    }

    public ValueTask DisposeAsync() => Site.DisposeAsync();
}
