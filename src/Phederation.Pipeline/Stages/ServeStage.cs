namespace Phederation.Pipeline.Stages;

/// <summary>Keeps the loopback registry and trust server running, so that clients can pull what was signed.</summary>
public sealed class ServeStage(PipelineOptions options, PipelineTools tools)
{
    private static readonly TimeSpan Watch = TimeSpan.FromSeconds(2);

    /// <summary>Serves until it is cancelled, which is its normal end.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await using var session = await RegistrySession.OpenAsync(options, tools, cancellationToken);
        tools.Report.Line($"registry      {session.Registry}");
        tools.Report.Line($"trust server  {session.Notary}");
        tools.Report.Line($"authority     {session.Authority}");
        var authority = Path.Combine("~/.docker/tls", session.Notary.Authority, "ca.crt");
        tools.Report.Line($"Docker's client verifies with the authority copied to {authority} and");
        tools.Report.Line($"  DOCKER_CONTENT_TRUST=1 DOCKER_CONTENT_TRUST_SERVER={session.Notary.GetLeftPart(UriPartial.Authority)}");
        foreach (var image in ImageSelection.Load(options).ToRelease)
        {
            tools.Report.Line($"  docker pull {session.Host}/{image.Reference}");
        }

        tools.Report.Line("Ctrl-C ends it.");
        try
        {
            while (true)
            {
                await Task.Delay(Watch, tools.Time, cancellationToken);
                await session.EnsureRunningAsync(cancellationToken);
            }
        }
        catch (OperationCanceledException)
        {
            tools.Report.Line("stopped");
        }
    }
}
