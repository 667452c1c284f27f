using Phederation.Fuzzing.Sharding;
using YamlDotNet.RepresentationModel;

namespace Phederation.Fuzzing.Tests.Sharding;

public sealed class KubernetesJobTests
{
    private static readonly KubernetesJobOptions Options = new()
    {
        Name = "fuzz-fhir",
        Namespace = "hospital",
        Image = "registry.example/fuzz@sha256:00",
        Shards = 4,
        Arguments = ["--target=http://fhir:8080/fhir", "--model=fhir", "--requests=1000"],
        Claim = "campaigns",
        ActorSecret = "actors",
        Actors = ["alice", "bob"],
        Limit = TimeSpan.FromHours(1),
    };

    [Fact]
    public void Each_pod_runs_the_shard_of_its_index_and_goes_on_when_it_is_started_again()
    {
        var job = Parse(KubernetesJob.Render(Options));

        Assert.Equal(("batch/v1", "Job"), (Text(job, "apiVersion"), Text(job, "kind")));
        Assert.Equal(("fuzz-fhir", "hospital"), (Text(job, "metadata", "name"), Text(job, "metadata", "namespace")));
        Assert.Equal(
            ("Indexed", "4", "4"),
            (Text(job, "spec", "completionMode"), Text(job, "spec", "completions"), Text(job, "spec", "parallelism"))
        );
        Assert.Equal("3600", Text(job, "spec", "activeDeadlineSeconds"));
        Assert.Equal(
            [
                "run",
                "--target=http://fhir:8080/fhir",
                "--model=fhir",
                "--requests=1000",
                "--actor=alice=/run/secrets/actors/alice",
                "--actor=bob=/run/secrets/actors/bob",
                "--shard=$(JOB_COMPLETION_INDEX)/4",
                "--folder=/campaign/fuzz-fhir/shard-$(JOB_COMPLETION_INDEX)",
                "--fail-on=never",
                "--resume",
            ],
            ((YamlSequenceNode)Container(job)["args"]).Select(argument => ((YamlScalarNode)argument).Value)
        );
        Assert.Equal(
            "metadata.annotations['batch.kubernetes.io/job-completion-index']",
            Text(((YamlSequenceNode)Container(job)["env"])[0], "valueFrom", "fieldRef", "fieldPath")
        );
    }

    [Fact]
    public void Pods_have_no_more_rights_than_other_containers()
    {
        var job = Parse(KubernetesJob.Render(Options));
        var pod = Node(job, "spec", "template", "spec");

        Assert.Equal(("false", "false"), (Text(pod, "automountServiceAccountToken"), Text(pod, "enableServiceLinks")));
        Assert.Equal("true", Text(pod, "securityContext", "runAsNonRoot"));
        Assert.Equal("RuntimeDefault", Text(pod, "securityContext", "seccompProfile", "type"));
        var own = Node(Container(job), "securityContext");
        Assert.Equal(
            ("false", "true", "ALL"),
            (
                Text(own, "allowPrivilegeEscalation"),
                Text(own, "readOnlyRootFilesystem"),
                ((YamlScalarNode)((YamlSequenceNode)Node(own, "capabilities", "drop"))[0]).Value
            )
        );
        Assert.Equal("512Mi", Text(Container(job), "resources", "limits", "memory"));
        Assert.Equal("288", Text(((YamlSequenceNode)pod["volumes"])[1], "secret", "defaultMode"));
    }

    [Fact]
    public void Manifest_has_no_references_within_it_and_is_always_the_same()
    {
        var manifest = KubernetesJob.Render(Options);

        Assert.DoesNotContain("&o", manifest, StringComparison.Ordinal);
        Assert.Equal(manifest, KubernetesJob.Render(Options));
    }

    [Fact]
    public void Text_that_yaml_would_read_as_something_else_stays_text()
    {
        var job = Parse(KubernetesJob.Render(Options with { Arguments = ["true", "1e3", "a: b", "- c", "# d", "no", "multi\nline"] }));

        Assert.Equal(
            ["true", "1e3", "a: b", "- c", "# d", "no", "multi\nline"],
            ((YamlSequenceNode)Container(job)["args"]).Skip(1).Take(7).Select(argument => ((YamlScalarNode)argument).Value)
        );
        Assert.Contains("\"true\"", KubernetesJob.Render(Options with { Arguments = ["true"] }), StringComparison.Ordinal);
    }

    [Fact]
    public void Names_that_are_none_of_kubernetes_are_refused()
    {
        foreach (
            var options in new[]
            {
                Options with
                {
                    Name = "Fuzz",
                },
                Options with
                {
                    Name = "-fuzz",
                },
                Options with
                {
                    Name = new string('a', 64),
                },
                Options with
                {
                    Namespace = "a b",
                },
                Options with
                {
                    Claim = "",
                },
                Options with
                {
                    ActorSecret = "a/b",
                },
                Options with
                {
                    ActorSecret = null,
                },
                Options with
                {
                    Shards = 0,
                },
                Options with
                {
                    Shards = Shard.MostShards + 1,
                },
            }
        )
        {
            Assert.Equal(FuzzErrorKind.Usage, Assert.Throws<FuzzException>(() => KubernetesJob.Render(options)).Kind);
        }
    }

    private static YamlMappingNode Parse(string manifest)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(manifest));
        return (YamlMappingNode)stream.Documents[0].RootNode;
    }

    private static YamlNode Container(YamlNode job) => ((YamlSequenceNode)Node(job, "spec", "template", "spec", "containers"))[0];

    private static YamlNode Node(YamlNode node, params string[] path) => path.Aggregate(node, (current, name) => current[name]);

    private static string? Text(YamlNode node, params string[] path) => ((YamlScalarNode)Node(node, path)).Value;
}
