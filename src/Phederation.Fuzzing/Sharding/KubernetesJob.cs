using System.Globalization;
using YamlDotNet.Serialization;

namespace Phederation.Fuzzing.Sharding;

/// <summary>
/// Renders a split campaign as an indexed job (batch/v1): each pod runs the shard of its index, writes its journal to the shared volume, and goes on
/// with it when it is started again. The pods have no more rights than our other containers: no root, no capabilities, no writable root, no token.
/// </summary>
public static class KubernetesJob
{
    private const string Data = "/campaign";
    private const string ActorFolder = "/run/secrets/actors";
    private const int User = 65532;

    /// <summary>The manifest.</summary>
    /// <exception cref="FuzzException">A name isn't one of Kubernetes, or the number of shards is out of range.</exception>
    public static string Render(KubernetesJobOptions options)
    {
        Check(options);
        var metadata = new Dictionary<string, object> { ["name"] = options.Name };
        if (options.Namespace is { } space)
        {
            metadata["namespace"] = space;
        }

        var job = new Dictionary<string, object>
        {
            ["apiVersion"] = "batch/v1",
            ["kind"] = "Job",
            ["metadata"] = metadata,
            ["spec"] = Spec(options),
        };
        return new SerializerBuilder()
            .WithQuotingNecessaryStrings(quoteYaml1_1Strings: true)
            .WithIndentedSequences()
            .DisableAliases()
            .Build()
            .Serialize(job);
    }

    private static Dictionary<string, object> Spec(KubernetesJobOptions options)
    {
        var spec = new Dictionary<string, object>
        {
            ["completionMode"] = "Indexed",
            ["completions"] = options.Shards,
            ["parallelism"] = options.Parallelism ?? options.Shards,
            ["backoffLimit"] = options.Shards * 2,
        };
        if (options.Limit is { } limit)
        {
            spec["activeDeadlineSeconds"] = (long)Math.Ceiling(limit.TotalSeconds);
        }

        spec["template"] = new Dictionary<string, object>
        {
            ["metadata"] = new Dictionary<string, object>
            {
                ["labels"] = new Dictionary<string, object> { ["app.kubernetes.io/name"] = options.Name },
            },
            ["spec"] = Pod(options),
        };
        return spec;
    }

    private static Dictionary<string, object> Pod(KubernetesJobOptions options)
    {
        var volumes = new List<object>
        {
            Named("campaign", ("persistentVolumeClaim", new Dictionary<string, object> { ["claimName"] = options.Claim })),
        };
        if (options.ActorSecret is { } secret)
        {
            // 0440: the owner is root, and the group is how the user reads it.
            volumes.Add(Named("actors", ("secret", new Dictionary<string, object> { ["secretName"] = secret, ["defaultMode"] = 0x120 })));
        }

        return new Dictionary<string, object>
        {
            ["restartPolicy"] = "OnFailure",
            ["automountServiceAccountToken"] = false,
            ["enableServiceLinks"] = false,
            ["securityContext"] = new Dictionary<string, object>
            {
                ["runAsNonRoot"] = true,
                ["runAsUser"] = User,
                ["runAsGroup"] = User,
                ["fsGroup"] = User,
                ["seccompProfile"] = new Dictionary<string, object> { ["type"] = "RuntimeDefault" },
            },
            ["containers"] = new List<object> { Container(options) },
            ["volumes"] = volumes,
        };
    }

    private static Dictionary<string, object> Container(KubernetesJobOptions options)
    {
        var mounts = new List<object> { Named("campaign", ("mountPath", Data)) };
        if (options.ActorSecret is not null)
        {
            mounts.Add(Named("actors", ("mountPath", ActorFolder), ("readOnly", true)));
        }

        var resources = new Dictionary<string, object> { ["memory"] = options.Memory, ["cpu"] = options.Cpu };
        return Named(
            "fuzz",
            ("image", options.Image),
            ("args", Arguments(options)),
            ("env", new List<object> { Index() }),
            ("resources", new Dictionary<string, object> { ["limits"] = resources, ["requests"] = resources }),
            (
                "securityContext",
                new Dictionary<string, object>
                {
                    ["allowPrivilegeEscalation"] = false,
                    ["privileged"] = false,
                    ["readOnlyRootFilesystem"] = true,
                    ["capabilities"] = new Dictionary<string, object> { ["drop"] = new List<object> { "ALL" } },
                }
            ),
            ("volumeMounts", mounts)
        );
    }

    // The gate is at the merging: a shard that found something is done, and not to be run again.
    private static List<object> Arguments(KubernetesJobOptions options) =>
        [
            "run",
            .. options.Arguments,
            .. options.Actors.Select(actor => $"--actor={actor}={ActorFolder}/{actor}"),
            $"--shard=$(JOB_COMPLETION_INDEX)/{options.Shards.ToString(CultureInfo.InvariantCulture)}",
            $"--folder={Data}/{options.Name}/shard-$(JOB_COMPLETION_INDEX)",
            "--fail-on=never",
            "--resume",
        ];

    // Kubernetes sets it by itself; named here, it surely stands before the arguments that it is put into.
    private static Dictionary<string, object> Index() =>
        Named(
            "JOB_COMPLETION_INDEX",
            (
                "valueFrom",
                new Dictionary<string, object>
                {
                    ["fieldRef"] = new Dictionary<string, object>
                    {
                        ["fieldPath"] = "metadata.annotations['batch.kubernetes.io/job-completion-index']",
                    },
                }
            )
        );

    private static Dictionary<string, object> Named(string name, params (string Key, object Value)[] rest)
    {
        var map = new Dictionary<string, object> { ["name"] = name };
        foreach (var (key, value) in rest)
        {
            map[key] = value;
        }

        return map;
    }

    private static void Check(KubernetesJobOptions options)
    {
        CheckName("name", options.Name);
        CheckName("claim", options.Claim);
        foreach (var (what, name) in new[] { ("namespace", options.Namespace), ("secret", options.ActorSecret) })
        {
            if (name is not null)
            {
                CheckName(what, name);
            }
        }

        if (options.Shards is < 1 or > Shard.MostShards)
        {
            throw new FuzzException(
                FuzzErrorKind.Usage,
                $"{options.Shards} is no number of shards.",
                $"Take one from 1 to {Shard.MostShards}."
            );
        }

        if (options.Actors.Count > 0 && options.ActorSecret is null)
        {
            throw new FuzzException(FuzzErrorKind.Usage, "Actors are named, but no secret with their files.", "Name it by --actor-secret.");
        }
    }

    // A label of RFC 1123, as names of jobs and what they stand on are.
    private static void CheckName(string what, string name)
    {
        if (
            name.Length is 0 or > 63
            || !name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-')
            || name[0] == '-'
            || name[^1] == '-'
        )
        {
            throw new FuzzException(
                FuzzErrorKind.Usage,
                $"The {what} '{name}' is none of Kubernetes.",
                "Take lower-case letters, digits and dashes, at most 63, no dash at either end."
            );
        }
    }
}
