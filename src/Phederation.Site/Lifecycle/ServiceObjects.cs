using System.Security.Cryptography;
using Phederation.Containers.Engine.Models;
using Phederation.Containers.Hardening;
using Phederation.Site.Secrets;

namespace Phederation.Site.Lifecycle;

/// <summary>The volumes that a container of a site needs before it is made: those with data, and the one with its secrets.</summary>
internal sealed class ServiceObjects(SecretStore secrets)
{
    /// <summary>Makes both.</summary>
    public async Task EnsureAsync(SiteObjects objects, ServiceSpecification specification, CancellationToken cancellationToken)
    {
        await EnsureVolumesAsync(objects, specification, cancellationToken);
        await SeedAsync(objects, specification, cancellationToken);
    }

    /// <summary>Makes the data volumes that are not there yet.</summary>
    public static async Task EnsureVolumesAsync(
        SiteObjects objects,
        ServiceSpecification specification,
        CancellationToken cancellationToken
    )
    {
        foreach (var volume in specification.Service.Runtime.Volumes)
        {
            if (await objects.VolumeAsync(volume.Name, cancellationToken) is null)
            {
                await objects.Engine.Volumes.CreateAsync(
                    new CreateVolumeRequest
                    {
                        Name = volume.Name,
                        Labels = objects.Labels((SiteNames.RoleLabel, "data"), (SiteNames.ServiceLabel, specification.Service.Name)),
                    },
                    cancellationToken
                );
            }
        }
    }

    /// <summary>Writes the secrets into their volume.</summary>
    public async Task SeedAsync(SiteObjects objects, ServiceSpecification specification, CancellationToken cancellationToken)
    {
        if (specification.SecretsVolume is not { } volume)
        {
            return;
        }

        var (uid, gid) = specification.Service.Runtime.Owner();
        var files = new Dictionary<string, byte[]>();
        try
        {
            foreach (var secret in specification.Service.Runtime.Secrets)
            {
                files[secret.Name] = await secrets.ReadAsync(secret, cancellationToken);
            }

            await SecretVolume.SeedAsync(
                objects.Engine,
                specification.ImageId,
                volume,
                uid,
                gid,
                files,
                objects.Labels((SiteNames.RoleLabel, "secrets"), (SiteNames.ServiceLabel, specification.Service.Name)),
                cancellationToken
            );
        }
        finally
        {
            foreach (var content in files.Values)
            {
                CryptographicOperations.ZeroMemory(content);
            }
        }
    }
}
