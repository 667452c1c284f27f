using System.Security.Cryptography;
using System.Text;
using Phederation.Containers.Engine.Models;
using Phederation.Containers.Hardening;
using Phederation.Site.Release;

namespace Phederation.Site.Lifecycle;

/// <summary>A service of a verified release as one container of a site: the only place where a request to create one is made.</summary>
internal sealed class ServiceSpecification
{
    private readonly SiteObjects _objects;
    private readonly string _release;
    private readonly string? _secretsMark;

    /// <summary>Specifies the container; without a mark, whether its secrets are the present ones is not asked.</summary>
    public ServiceSpecification(SiteService service, SiteStack stack, SiteObjects objects, string imageId, string? secretsMark = null)
    {
        _secretsMark = secretsMark;
        Service = service;
        ImageId = imageId;
        _objects = objects;
        _release = stack.ReleaseVersion;
    }

    public SiteService Service { get; }

    /// <summary>The ID that the engine gave the image, which is one of the two signed digests.</summary>
    public string ImageId { get; }

    /// <summary>The container's name.</summary>
    public string Container => Service.Name;

    /// <summary>The volume of the service's secrets; null when it has none.</summary>
    public string? SecretsVolume =>
        Service.Runtime.Secrets.Count > 0 ? SiteNames.SecretsVolume(_objects.Site.SiteName, Service.Name) : null;

    /// <summary>The request that makes the container, under the name that it is made ready with.</summary>
    public CreateContainerRequest Request(string name) =>
        HardenedContainer.Request(
            Service.Runtime,
            new HardenedContainerOptions
            {
                Name = name,
                ImageId = ImageId,
                SeccompProfileJson = Service.ProfileJson,
                CgroupParent = Service.CgroupParent,
                OciRuntime = Service.OciRuntime,
                NetworkName = SiteNames.Network(_objects.Site.SiteName),
                PublishPorts = true,
                // Sites know the volumes by the contract's names, such as pgdata.
                VolumeNames = Service.Runtime.Volumes.ToDictionary(volume => volume.Name, volume => volume.Name),
                SecretsVolume = SecretsVolume,
                Labels = Labels,
            }
        );

    /// <summary>The request that makes the container of a job: it ends by itself, and nobody starts it again.</summary>
    public CreateContainerRequest JobRequest(IReadOnlyList<string> arguments) =>
        HardenedContainer.Request(
            Service.Runtime,
            new HardenedContainerOptions
            {
                Name = Container,
                ImageId = ImageId,
                SeccompProfileJson = Service.ProfileJson,
                NetworkName = SiteNames.Network(_objects.Site.SiteName),
                VolumeNames = Service.Runtime.Volumes.ToDictionary(volume => volume.Name, volume => volume.Name),
                SecretsVolume = SecretsVolume,
                Labels = Labels,
                Command = arguments.Count > 0 ? arguments : null,
                RestartPolicy = "no",
            }
        );

    private Dictionary<string, string> Labels
    {
        get
        {
            var labels = _objects.Labels(
                (SiteNames.ServiceLabel, Service.Name),
                (SiteNames.ReleaseLabel, _release),
                (SiteNames.ProfileLabel, Service.ProfileDigest.ToString()),
                (SiteNames.SpecificationLabel, Hash())
            );
            if (_secretsMark is not null && SecretsVolume is not null)
            {
                labels[SiteNames.SecretsLabel] = _secretsMark;
            }

            return labels;
        }
    }

    /// <summary>One hash over all that the release says of the service.</summary>
    private string Hash()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Add(Service.Runtime.ToJson());
        Add(Encoding.UTF8.GetBytes(Service.ManifestDigest.ToString()));
        Add(Encoding.UTF8.GetBytes(Service.ConfigDigest.ToString()));
        Add(Encoding.UTF8.GetBytes(Service.ProfileDigest.ToString()));
        if (Service.CgroupParent is { } parent)
        {
            Add(Encoding.UTF8.GetBytes(parent));
        }

        return "sha256:" + Convert.ToHexStringLower(hash.GetHashAndReset());

        void Add(byte[] part)
        {
            hash.AppendData(BitConverter.GetBytes((long)part.Length));
            hash.AppendData(part);
        }
    }
}
