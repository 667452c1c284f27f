using Phederation.Containers.Engine;
using Phederation.Containers.Images;
using Phederation.Testing.Containers;

namespace Phederation.Workloads.Tests.Tracing;

/// <summary>The test image with a health check: it is healthy once <c>/tmp/ready</c> is there.</summary>
internal static class HealthyImage
{
    public static async Task<string> BuildAsync(EngineScope scope, CancellationToken cancellationToken)
    {
        var context = new LayerBuilder(DateTimeOffset.UnixEpoch);
        SmallImage.Add(
            context,
            "Dockerfile",
            $"FROM {TestImage.Reference}\nHEALTHCHECK --interval=1s --retries=60 CMD [\"/bin/ls\", \"/tmp/ready\"]\n"
        );
        var request = new EngineBuildRequest
        {
            WriteContext = context.WriteAsync,
            Version = BuilderVersion.Classic,
            Labels = scope.Labels,
        };
        return (await scope.Engine.Images.BuildAsync(request, null, cancellationToken)).ToString();
    }
}
