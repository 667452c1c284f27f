using Phederation.Containers.Hardening;
using Phederation.Testing.Containers;

namespace Phederation.Workloads.Tests.Running;

/// <summary>Runs workloads against the small test image, whose main process is a shell script of the workload.</summary>
internal static class ShellTarget
{
    /// <summary>A service of one shell script, given by <paramref name="script"/>, and the step that starts it; then the text.</summary>
    public static Workload Workload(string script, string text) =>
        WorkloadText.Parse(
            $"""
            schema = 1
            [service]
            health = false
            step-seconds = 20
            command = ["/bin/sh", "-c", '''{script}''']
            [[step]]
            id = "start"
            kind = "start"
            phase = "init"
            {text}
            """
        );

    public static WorkloadTarget For(EngineScope scope) =>
        new()
        {
            ImageId = scope.ImageId,
            NamePrefix = scope.Id,
            Labels = scope.Labels,
            Runtime = new RuntimeContract
            {
                User = "1234:1234",
                MemoryBytes = 64 << 20,
                Cpus = 1,
                PidsLimit = 50,
                StopSignal = "SIGTERM",
                StopSeconds = 5,
                Secrets = [new SecretFile("app_password", true)],
                Volumes = [new VolumeMount("data", "/tmp")],
            },
        };
}
