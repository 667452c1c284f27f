using Phederation.Trust.Keys;

namespace Phederation.Pipeline.Stages;

/// <summary>Pushes and signs the images that passed every gate. A signature is the claim, so the gates are judged first.</summary>
public sealed class SignStage(PipelineOptions options, PipelineTools tools)
{
    /// <summary>Pushes and signs the chosen images.</summary>
    /// <exception cref="PipelineException">A gate doesn't hold; nothing was pushed.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var keys = TrustRoot.Open(options);
        var images = await JudgeAsync(options, tools, keys, cancellationToken);
        await using var session = await RegistrySession.OpenAsync(options, tools, cancellationToken);
        using var publisher = new ImagePublisher(tools, keys, session);
        foreach (var image in images)
        {
            await publisher.PublishAsync(image, cancellationToken);
        }
    }

    /// <summary>What may be released of the chosen images: each is judged as it is now.</summary>
    internal static async Task<IReadOnlyList<JudgedImage>> JudgeAsync(
        PipelineOptions options,
        PipelineTools tools,
        TrustKeys keys,
        CancellationToken cancellationToken
    )
    {
        var gates = new GateKeeper(options, tools, keys);
        var judged = new List<JudgedImage>();
        foreach (var definition in ImageSelection.Load(options).ToRelease)
        {
            var files = new ImageFiles(options, definition);
            var subject = await files.SubjectAsync(tools, cancellationToken);
            judged.Add(new JudgedImage(files, subject, await gates.EnsureAsync(subject, cancellationToken)));
        }

        return judged;
    }
}
