using Phederation.Site;
using Phederation.Trust;
using Phederation.Trust.Releases;

namespace Phederation.Pipeline.Stages;

/// <summary>Verifies a release folder as the launcher at a site does, with this trust root's key pinned.</summary>
public sealed class VerifyStage(PipelineOptions options, PipelineTools tools)
{
    /// <summary>Verifies the release folder of the output.</summary>
    /// <exception cref="PipelineException">Something doesn't fit; the message has every refusal.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (!Directory.Exists(options.Release))
        {
            throw new PipelineException(ExitCode.Missing, $"{options.Release} is not there; run the target Publish");
        }

        using var keys = TrustRoot.Open(options);
        var checks = await VerifyAsync(options.Release, keys.RootKeyId, options, tools, cancellationToken);
        foreach (var check in checks)
        {
            tools.Report.Line(check);
        }
    }

    /// <summary>Verifies a folder and returns what was checked.</summary>
    internal static async Task<IReadOnlyList<string>> VerifyAsync(
        string folder,
        string rootKeyId,
        PipelineOptions options,
        PipelineTools tools,
        CancellationToken cancellationToken
    )
    {
        var verification = await ReleaseVerifier.VerifyAsync(
            folder,
            [rootKeyId],
            TrustVersions.Empty,
            tools.Time,
            new ReleaseVerifierOptions { RequiresGatesOfPolicy = true },
            cancellationToken
        );
        return verification.Refusals.Count == 0
            ? verification.Checks
            : throw new PipelineException(ExitCode.Refused, $"{folder} is refused:\n{string.Join('\n', verification.Refusals)}");
    }
}
