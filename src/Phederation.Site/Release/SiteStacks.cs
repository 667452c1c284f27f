using Phederation.Trust;
using Phederation.Trust.Releases;
using Phederation.Trust.Verdicts;

namespace Phederation.Site.Release;

/// <summary>Makes the stacks of a verified release, one for each edition.</summary>
internal static class SiteStacks
{
    /// <summary>The stacks in the release's order; what can't be run is refused.</summary>
    public static IReadOnlyList<SiteStack> Of(VerifiedRelease release, List<Refusal> refusals)
    {
        var images = new Dictionary<string, (VerifiedImage Image, string Profile)>(StringComparer.Ordinal);
        foreach (var image in release.Images)
        {
            images[image.Name] = (image, ProfileText.Of(image, refusals));
        }

        if (release.Manifest.Editions.Count == 0)
        {
            refusals.Add(Unfit("it names no edition of the stack, and so nothing to run"));
        }

        return [.. release.Manifest.Editions.Select(edition => Of(edition, release, images, refusals))];
    }

    private static SiteStack Of(
        string edition,
        VerifiedRelease release,
        Dictionary<string, (VerifiedImage Image, string Profile)> images,
        List<Refusal> refusals
    )
    {
        var services = new List<SiteService>();
        var jobs = new List<SiteService>();
        foreach (var part in release.Manifest.Services.Where(part => part.Editions.Contains(edition)))
        {
            if (!images.TryGetValue(part.Image, out var found))
            {
                refusals.Add(Unfit($"the service {part.Name} has the image '{part.Image}', which the release does not have"));
                continue;
            }

            var list = found.Image.Role switch
            {
                ReleaseImage.ServiceRole => services,
                ReleaseImage.JobRole => jobs,
                _ => null,
            };
            if (list is null)
            {
                refusals.Add(Unfit($"the image {part.Image} has the role '{found.Image.Role}', which is not known"));
            }
            else if (services.Concat(jobs).Any(other => other.Name == part.Name))
            {
                refusals.Add(Unfit($"the edition {edition} has two services with the name '{part.Name}'"));
            }
            else
            {
                list.Add(
                    Service(part, found.Image, found.Profile) with
                    {
                        IsSupervisable = release.Verdicts.Any(verdict =>
                            verdict.Gate == GateName.Supervised && verdict.ImageName == part.Image && verdict.ProfileSha256 is not null
                        ),
                    }
                );
            }
        }

        services.Sort((one, other) => string.CompareOrdinal(one.Name, other.Name));
        jobs.Sort((one, other) => string.CompareOrdinal(one.Name, other.Name));
        return new SiteStack(release.Manifest.Version, release.Manifest.Policy, StartOrder.Of(services, refusals), release.Versions)
        {
            Edition = edition,
            Expires = release.Expires,
            Jobs = jobs,
        };
    }

    private static SiteService Service(ReleaseService part, VerifiedImage image, string profile) =>
        new SiteService
        {
            Name = part.Name,
            Reference = image.Reference,
            ManifestDigest = image.ManifestDigest,
            ConfigDigest = image.ConfigDigest,
            LayoutFolder = image.LayoutFolder,
            Runtime = image.Runtime,
            ProfileJson = profile,
            ProfileDigest = image.ProfileDigest,
        }.With(part.Environment);

    private static Refusal Unfit(string what) =>
        new(
            RefusalCode.Unsupported,
            what,
            ReleaseManifest.FileName,
            "use the launcher that came with the release, or get the release again"
        );
}
