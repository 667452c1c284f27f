using Phederation.Containers.Engine;
using Phederation.Containers.Oci;
using Phederation.Containers.Registry;
using Phederation.Site;
using Phederation.Trust.ContentTrust;
using Phederation.Trust.Keys;

namespace Phederation.Pipeline.Stages;

/// <summary>Brings a judged image into the registry and signs its tag. What is there already is left as it is.</summary>
internal sealed class ImagePublisher(PipelineTools tools, TrustKeys keys, RegistrySession session) : IDisposable
{
    private readonly NotaryClient _notary = new(session.Notary, session.Authority);
    private readonly RegistryClient _registry = new(session.Registry);

    /// <summary>Pushes and signs one image.</summary>
    /// <exception cref="PipelineException">What the registry has is not the image that was judged.</exception>
    public async Task<SignedImage> PublishAsync(JudgedImage image, CancellationToken cancellationToken)
    {
        var definition = image.Files.Definition;
        var reference = $"{session.Host}/{definition.Reference}";
        await tools.Engine.Images.TagAsync(image.Subject.ImageId, reference, cancellationToken);
        PushedImage pushed;
        try
        {
            pushed = await tools.Engine.Images.PushAsync(reference, cancellationToken: cancellationToken);
        }
        finally
        {
            await RemoveNameAsync(reference);
        }

        var config = await ConfigOfAsync(definition.Repository, pushed.Manifest, cancellationToken);
        if (config.ToString() != image.Subject.ImageId)
        {
            throw new PipelineException(
                ExitCode.Refused,
                $"{reference}: the registry has the image {config}, judged was {image.Subject.ImageId}; nothing was signed"
            );
        }

        var signer = new ImageSigner(_notary, keys, tools.Time);
        var signed = await signer.SignAsync(
            $"{session.Host}/{definition.Repository}",
            definition.Version,
            pushed.Manifest,
            pushed.Length,
            cancellationToken
        );
        await session.EnsureRunningAsync(cancellationToken);
        tools.Report.Line($"{signed.Gun}:{signed.Tag} is signed: {signed.Manifest}");
        return signed;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _notary.Dispose();
        _registry.Dispose();
    }

    /// <summary>The name was for the push alone: its port would mean nothing later.</summary>
    private async Task RemoveNameAsync(string reference)
    {
        try
        {
            await tools.Engine.Images.RemoveAsync(reference, cancellationToken: CancellationToken.None);
        }
        catch (EngineException exception) when (exception.Kind == EngineErrorKind.Conflict)
        {
            // It has become the image's last name, and a container uses the image: the name costs nothing, the container does.
            tools.Report.Warning($"{reference} stays on the engine: a container uses it");
        }
    }

    private async Task<Digest> ConfigOfAsync(string repository, Digest digest, CancellationToken cancellationToken)
    {
        var manifest =
            await _registry.GetManifestAsync(repository, digest.ToString(), cancellationToken)
            ?? throw new PipelineException(
                ExitCode.ServiceFailed,
                $"the registry {session.Host} took {repository} and doesn't have its manifest {digest}; see the registry's log"
            );
        return OciDocument.ParseManifest(manifest.Bytes.Span).Config.Digest;
    }
}
