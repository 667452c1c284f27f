using Phederation.Containers.Oci;
using Phederation.Images.Dockerfiles.Instructions;

namespace Phederation.Images.Dockerfiles.Resolving;

/// <summary>Goes through a stage from its base's configuration to its own.</summary>
internal sealed class StageResolver(
    DockerfileStage stage,
    string image,
    ResolvedStage? parent,
    IReadOnlyDictionary<string, string> arguments,
    VariableScope global
)
{
    private readonly VariableScope _scope = new();
    private readonly List<ResolvedTransfer> _transfers = [];
    private readonly List<string> _triggers = [.. parent?.Triggers ?? []];
    private IReadOnlyList<string> _shell = parent?.Shell ?? ["/bin/sh", "-c"];
    private ImageRuntimeConfig _config = new();
    private string? _author = parent?.Author;
    private bool _hasOwnCommand;

    public ResolvedStage Resolve(ImageRuntimeConfig below)
    {
        _config = below;
        _scope.Inherit(below.Env ?? []);
        foreach (var instruction in stage.Instructions)
        {
            Apply(instruction);
        }

        return new ResolvedStage
        {
            Stage = stage,
            Image = image,
            Parent = parent,
            Platform = stage.From.Platform?.Expand(name => global[name]),
            Config = _config with { Env = _scope.Environment },
            Shell = _shell,
            Author = _author,
            Triggers = _triggers,
            Transfers = _transfers,
        };
    }

    private void Apply(DockerfileInstruction instruction)
    {
        switch (instruction)
        {
            case ArgInstruction arg:
                _scope.Declare(arg, arguments, global);
                break;
            case EnvInstruction env:
                foreach (var (name, value) in Pairs(env.Variables))
                {
                    _scope.Set(name, value);
                }

                break;
            case LabelInstruction label:
                _config = _config with { Labels = Merged(_config.Labels, Pairs(label.Variables)) };
                break;
            case TransferInstruction transfer:
                _transfers.Add(Resolve(transfer));
                break;
            case UserInstruction user:
                _config = _config with { User = NotEmpty(user.User, "the user") };
                break;
            case WorkdirInstruction workdir:
                _config = _config with { WorkingDir = ContainerPath.Join(Folder, NotEmpty(workdir.Path, "the folder")) };
                break;
            case ExposeInstruction expose:
                _config = _config with { ExposedPorts = Merged(_config.ExposedPorts, expose.Ports.SelectMany(Ports)) };
                break;
            case VolumeInstruction volume:
                _config = _config with { Volumes = Merged(_config.Volumes, volume.Paths.Select(path => NotEmpty(path, "the volume"))) };
                break;
            case StopSignalInstruction signal:
                _config = _config with { StopSignal = NotEmpty(signal.Signal, "the signal") };
                break;
            case HealthcheckInstruction check:
                _config = _config with { Healthcheck = Health(check) };
                break;
            case EntrypointInstruction entrypoint:
                // A new entry point has its own arguments: those of the base's CMD were not meant for it.
                _config = _config with
                {
                    Entrypoint = entrypoint.Command.ArgumentsUnder(_shell),
                    Cmd = _hasOwnCommand ? _config.Cmd : null,
                };
                break;
            case CmdInstruction cmd:
                _config = _config with { Cmd = cmd.Command.ArgumentsUnder(_shell) };
                _hasOwnCommand = true;
                break;
            case ShellInstruction shell:
                _shell = shell.Command.ArgumentsUnder([]);
                break;
            case OnbuildInstruction onbuild:
                _triggers.Add(onbuild.Arguments.Raw);
                break;
            case MaintainerInstruction maintainer:
                _author = maintainer.Author.Raw;
                break;
            default:
                break;
        }
    }

    private string Folder => _config.WorkingDir is { Length: > 0 } folder ? folder : "/";

    private string Expand(DockerfileText text) => text.Expand(name => _scope[name]);

    private string NotEmpty(DockerfileText text, string what) =>
        Expand(text) is { Length: > 0 } value ? value : throw text.Error($"{what} '{text}' is empty; give its variables a value");

    // All values are worked out before the first one counts: ENV a=1 b=$a takes the $a of before.
    private List<(string Name, string Value)> Pairs(IEnumerable<DockerfileVariable> variables) =>
        [.. variables.Select(variable => (NotEmpty(variable.Name, "the name"), Expand(variable.Value!)))];

    private IEnumerable<string> Ports(DockerfileText text) =>
        Expand(text)
            .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
            .SelectMany(word =>
                PortRange.TryParse(word)?.Names()
                ?? throw text.Error($"'{word}' is no port; write one from 1 to 65535, with /udp where it is not TCP")
            );

    private ResolvedTransfer Resolve(TransferInstruction transfer) =>
        new()
        {
            Instruction = transfer,
            Sources = [.. transfer.Sources.Select(source => NotEmpty(source, "the source"))],
            Files = [.. transfer.Heredocs.Select(heredoc => new ResolvedFile(heredoc.Name, Content(heredoc)))],
            Destination = ContainerPath.Destination(Folder, NotEmpty(transfer.Destination, "the destination")),
            Owner = transfer.Owner is { } owner ? Expand(owner) : null,
            Mode = transfer.Mode is { } mode ? Expand(mode) : null,
            From = transfer is CopyInstruction { From: { } from } ? NotEmpty(from, "the stage") : null,
        };

    private string Content(DockerfileHeredoc heredoc) =>
        heredoc.IsExpanded ? heredoc.Content.ExpandVariables(name => _scope[name]) : heredoc.Content.Raw;

    private HealthConfig Health(HealthcheckInstruction check) =>
        check.Command is not { } command
            ? new HealthConfig { Test = ["NONE"] }
            : new HealthConfig
            {
                Test = command.IsExec ? ["CMD", .. command.ArgumentsUnder(_shell)] : ["CMD-SHELL", command.Text.Raw],
                Interval = Nanoseconds(check.Interval),
                Timeout = Nanoseconds(check.Timeout),
                StartPeriod = Nanoseconds(check.StartPeriod),
                Retries = check.Retries ?? 0,
            };

    private static long Nanoseconds(TimeSpan? time) => (time?.Ticks ?? 0) * TimeSpan.NanosecondsPerTick;

    private static SortedDictionary<string, string> Merged(
        IReadOnlyDictionary<string, string>? below,
        IEnumerable<(string Name, string Value)> own
    )
    {
        var merged = new SortedDictionary<string, string>(below?.ToDictionary() ?? [], StringComparer.Ordinal);
        foreach (var (name, value) in own)
        {
            merged[name] = value;
        }

        return merged;
    }

    private static SortedDictionary<string, EmptyObject> Merged(IReadOnlyDictionary<string, EmptyObject>? below, IEnumerable<string> own)
    {
        var merged = new SortedDictionary<string, EmptyObject>(below?.ToDictionary() ?? [], StringComparer.Ordinal);
        foreach (var name in own)
        {
            merged[name] = new EmptyObject();
        }

        return merged;
    }
}
