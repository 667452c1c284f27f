using System.CommandLine;
using System.Globalization;
using Phederation.Fuzzing;
using Phederation.Fuzzing.Sharding;
using Phederation.Site;

namespace Phederation.Fuzz.Commands;

/// <summary><c>phederation-fuzz job</c>: writes a split campaign as a job of Kubernetes.</summary>
internal static class JobCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(GlobalOptions options)
    {
        var shards = new Option<long?>("--shards")
        {
            Description = "How many shards, each a pod.",
            HelpName = "N",
            Required = true,
            CustomParser = Parsing.Count,
        };
        var image = Text("--image", "REF", "The image with this program, by digest where it matters.", required: true);
        var name = Text("--name", "NAME", "The job's name.", required: true);
        var claim = Text("--claim", "NAME", "A claim for a volume that all pods can write to: the journals are in it.", required: true);
        var space = Text("--namespace", "NAME", "The namespace. Default: that which the manifest is applied to.");
        var secret = Text("--actor-secret", "NAME", "A secret with a file for each actor.");
        var actors = new Option<string[]>("--actor")
        {
            Description = "An actor: a key of the secret.",
            HelpName = "NAME",
            DefaultValueFactory = _ => [],
            AllowMultipleArgumentsPerToken = false,
        };
        var command = new Command("job", "Write a split campaign as an indexed job of Kubernetes, in YAML.")
        {
            options.Target,
            options.Model,
            options.Seed,
            options.Requests,
            options.Budget,
            shards,
            image,
            name,
            claim,
            space,
            secret,
            actors,
        };
        command.SetAction(parsed =>
        {
            var manifest = KubernetesJob.Render(
                new KubernetesJobOptions
                {
                    Name = parsed.GetValue(name)!,
                    Namespace = parsed.GetValue(space),
                    Image = parsed.GetValue(image)!,
                    Shards = (int)Math.Min(parsed.GetValue(shards)!.Value, int.MaxValue),
                    Claim = parsed.GetValue(claim)!,
                    ActorSecret = parsed.GetValue(secret),
                    Actors = parsed.GetValue(actors) ?? [],
                    Arguments = Arguments(options, parsed),
                }
            );
            parsed.InvocationConfiguration.Output.Write(manifest);
            return ExitCode.Success;
        });
        return command;
    }

    // In a cluster the target is another host: it has to be allowed, and asked so often and no more.
    private static IReadOnlyList<string> Arguments(GlobalOptions options, ParseResult parsed)
    {
        var target = parsed.GetValue(options.Target)!;
        if (parsed.GetValue(options.Requests) is not { } requests)
        {
            throw new FuzzException(
                FuzzErrorKind.Usage,
                "The pods would ask another host without a limit.",
                "Say by --requests how many requests each pod sends."
            );
        }

        // Made by the models here, so that a mistyped name shows now and not in the pods.
        options.Models.Make(parsed.GetValue(options.Model)!);
        List<string> arguments =
        [
            $"--target={target.OriginalString}",
            $"--model={parsed.GetValue(options.Model)}",
            $"--seed={parsed.GetValue(options.Seed).ToString(CultureInfo.InvariantCulture)}",
            $"--allow-host={target.Host}",
            $"--requests={requests.ToString(CultureInfo.InvariantCulture)}",
        ];
        if (parsed.GetValue(options.Budget) is { } budget)
        {
            arguments.Add($"--budget={budget.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture)}s");
        }

        return arguments;
    }

    private static Option<string?> Text(string name, string help, string description, bool required = false) =>
        new(name)
        {
            Description = description,
            HelpName = help,
            Required = required,
        };
}
