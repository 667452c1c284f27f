using System.CommandLine;
using Phederation.Containers.Engine;
using Phederation.Launcher.Output;
using Phederation.Site;
using Phederation.Site.Release;
using Phederation.Site.State;

namespace Phederation.Launcher.Commands;

/// <summary>What a command works with, derived from its options.</summary>
internal sealed class CommandContext
{
    private readonly GlobalOptions _options;
    private readonly ParseResult _parsed;

    /// <summary>Derives the folders and the consoles; touches nothing yet.</summary>
    public CommandContext(GlobalOptions options, ParseResult parsed)
    {
        _options = options;
        _parsed = parsed;
        Consoles = new Consoles(parsed.GetValue(options.NoColor) || Variable("NO_COLOR") is { Length: > 0 });
        StateFolder = parsed.GetValue(options.State) is { } state
            ? new StateFolder(state)
            : StateFolder.Default(Variable, Environment.IsPrivilegedProcess);
        States = new SiteStateStore(StateFolder);
    }

    /// <summary>The clock.</summary>
    public static TimeProvider Clock => TimeProvider.System;

    /// <summary>Where results and news go.</summary>
    public Consoles Consoles { get; }

    /// <summary>The site's state folder.</summary>
    public StateFolder StateFolder { get; }

    /// <summary>The site's state.</summary>
    public SiteStateStore States { get; }

    /// <summary>The time limit that was given.</summary>
    public TimeSpan? Timeout => _parsed.GetValue(_options.Timeout);

    /// <summary>The name that was given to the site.</summary>
    public string? SiteName => _parsed.GetValue(_options.Site);

    /// <summary>The edition that was chosen.</summary>
    public string? Edition => _parsed.GetValue(_options.Edition);

    /// <summary>Whether services are to be supervised; null where it was not said.</summary>
    public bool? IsSupervised => _parsed.GetValue(_options.Supervised) is { } word ? word == "on" : null;

    /// <summary>What was set, each <c>SERVICE.VARIABLE=VALUE</c>.</summary>
    public IReadOnlyList<string> Changes => _parsed.GetValue(_options.Set) ?? [];

    /// <summary>How the result is written.</summary>
    public OutputFormat Output => _parsed.GetValue(_options.Output);

    /// <summary>Talks to the engine that was named, else to the environment's.</summary>
    public EngineClient Connect() =>
        EngineClient.Connect(
            _parsed.GetValue(_options.Engine) is { } endpoint
                ? EngineEndpoint.FromEnvironment(name => name == "DOCKER_HOST" ? endpoint : Variable(name))
                : EngineEndpoint.FromEnvironment(Variable),
            Clock
        );

    /// <summary>Verifies the release against the pinned root keys and what this site has seen before.</summary>
    public Task<SiteVerification> VerifyAsync(CancellationToken cancellationToken)
    {
        var pins = PinnedRootKeys.Resolve(PinnedRootKeys.BuiltIn, _parsed.GetValue(_options.RootKeyId) ?? []);
        var folder = ReleaseFolder.Locate(_parsed.GetValue(_options.Release), AppContext.BaseDirectory, Environment.CurrentDirectory);
        return SiteVerifier.VerifyAsync(folder, pins, StateFolder, Clock, cancellationToken);
    }

    /// <summary>Runs a piece of work within the time limit that was given, if any.</summary>
    public async Task<T> WithinTimeAsync<T>(Func<CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        if (Timeout is not { } limit)
        {
            return await work(cancellationToken);
        }

        using var timed = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timed.CancelAfter(limit);
        try
        {
            return await work(timed.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new SiteException(
                ExitCode.TimedOut,
                $"The command did not end within {limit.TotalSeconds} s.",
                "Look whether the engine answers (docker info), or give more time with --timeout SECONDS."
            );
        }
    }

    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name);
}
