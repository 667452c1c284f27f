using System.CommandLine;
using System.Globalization;
using Phederation.Launcher.Output;
using Phederation.Site;

namespace Phederation.Launcher;

/// <summary>The options that more than one command takes.</summary>
internal sealed class GlobalOptions
{
    private const int LongestSeconds = 24 * 60 * 60;

    /// <summary>Where the release is.</summary>
    public Option<string?> Release { get; } =
        new("--release")
        {
            Description = "The release folder. Default: the folder above this program that holds release.json, else the current folder.",
            HelpName = "DIR",
        };

    /// <summary>Where the state is.</summary>
    public Option<string?> State { get; } =
        new("--state")
        {
            Description =
                "The folder of this site's state and secrets. Default: /var/lib/phederation/site for root, else $XDG_STATE_HOME/phederation or"
                + " ~/.local/state/phederation; on Windows %LOCALAPPDATA%\\phederation.",
            HelpName = "DIR",
        };

    /// <summary>Where the engine listens.</summary>
    public Option<string?> Engine { get; } =
        new("--engine")
        {
            Description =
                "The container engine: unix:///PATH, tcp://HOST:PORT or npipe:////./pipe/NAME. Default: DOCKER_HOST, else the usual place.",
            HelpName = "ENDPOINT",
        };

    /// <summary>Root keys that are trusted.</summary>
    public Option<string[]> RootKeyId { get; } =
        new("--root-key-id")
        {
            Description =
                "A root key whose releases are accepted; needed only when none is built into this launcher. May be given more than once.",
            HelpName = "ID",
            DefaultValueFactory = _ => [],
            Arity = ArgumentArity.OneOrMore,
            AllowMultipleArgumentsPerToken = false,
        };

    /// <summary>Colours off.</summary>
    public Option<bool> NoColor { get; } =
        new("--no-color")
        {
            Description = "Plain text without colours or redrawing; also by the environment variable NO_COLOR.",
            Recursive = true,
        };

    /// <summary>How long to wait.</summary>
    public Option<TimeSpan?> Timeout { get; } =
        new("--timeout")
        {
            Description =
                "How long to wait: up, for each service to become healthy (default 180); the others, for the whole command"
                + " (default: as long as it takes).",
            HelpName = "SECONDS",
            CustomParser = argument =>
            {
                var text = argument.Tokens[0].Value;
                if (
                    int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
                    && seconds is > 0 and <= LongestSeconds
                )
                {
                    return TimeSpan.FromSeconds(seconds);
                }

                argument.AddError($"--timeout '{text}' is not a number of seconds from 1 to {LongestSeconds}.");
                return default;
            },
        };

    /// <summary>How the result is written.</summary>
    public Option<OutputFormat> Output { get; } =
        new("--output")
        {
            Description = "How the result is written: text for people, json for programs.",
            HelpName = "text|json",
            DefaultValueFactory = _ => OutputFormat.Text,
            CustomParser = argument =>
            {
                switch (argument.Tokens[0].Value)
                {
                    case "text":
                        return OutputFormat.Text;
                    case "json":
                        return OutputFormat.Json;
                    default:
                        argument.AddError($"--output '{argument.Tokens[0].Value}' is neither text nor json.");
                        return default;
                }
            },
        };

    /// <summary>The edition of the stack.</summary>
    public Option<string?> Edition { get; } =
        new("--edition")
        {
            Description =
                "The edition of the stack, such as standard or secure. Default: the one that the site has, else the release's first. Of another"
                + " one, what the new one lacks is stopped and removed; volumes are kept.",
            HelpName = "NAME",
        };

    /// <summary>Settings of services.</summary>
    public Option<string[]> Set { get; } =
        new("--set")
        {
            Description =
                "What differs from site to site, such as an address; kept, so that it is given once. Without a value it is taken back. May be"
                + " given more than once. No secrets: those are files.",
            HelpName = "SERVICE.VARIABLE=VALUE",
            DefaultValueFactory = _ => [],
            Arity = ArgumentArity.OneOrMore,
            AllowMultipleArgumentsPerToken = false,
        };

    /// <summary>Whether services are supervised: <c>on</c> or <c>off</c>.</summary>
    public Option<string?> Supervised { get; } = MakeSupervised();

    /// <summary>The name of the site.</summary>
    public Option<string?> Site { get; } = MakeSite();

    private static Option<string?> MakeSupervised()
    {
        var option = new Option<string?>("--supervised")
        {
            Description =
                "on: from healthy services the syscalls that only their start needs are taken away, where the release proves that they can do without;"
                + " 'phederation supervise' must run, and the engine know the runtime phederation-notify. off: each keeps its whole profile. Kept, so"
                + " that it is given once.",
            HelpName = "on|off",
        };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string?>() is { } word and not ("on" or "off"))
            {
                result.AddError($"--supervised '{word}' is neither on nor off.");
            }
        });
        return option;
    }

    private static Option<string?> MakeSite()
    {
        var option = new Option<string?>("--site")
        {
            Description = $"The name of this site on the engine, chosen once: its network is NAME-net. Default: {SiteNames.DefaultSite}.",
            HelpName = "NAME",
        };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string?>() is { } name && !SiteNames.IsName(name))
            {
                result.AddError($"--site '{name}' is not a name: lower-case letters, digits, dots, dashes and underscores.");
            }
        });
        return option;
    }
}
