using System.Text;
using Phederation.Containers.Engine.Models;
using Phederation.Containers.Oci;
using Phederation.Seccomp.Profiles;
using Phederation.Seccomp.Supervision;
using Phederation.Site.Release;
using Phederation.Site.State;

namespace Phederation.Site.Supervision;

/// <summary>Runs services under the second form of their profiles, where the release proves it and the site asks for it.</summary>
internal static class SiteSupervision
{
    /// <summary>The cgroup parent of the site's supervised services; null where the site has none.</summary>
    /// <param name="state">What the site asked for before.</param>
    /// <param name="isWanted">What it asks for now; null leaves it.</param>
    /// <param name="engine">The engine, whose cgroups have their own names.</param>
    public static string? ParentOf(SiteState state, bool? isWanted, EngineInfo engine) =>
        isWanted ?? state.SupervisedParent is not null ? SupervisedCgroup.Parent(state.SiteName, engine.CgroupDriver) : null;

    /// <summary>The stack as it runs below a cgroup parent of a supervisor; the stack itself where there is none.</summary>
    public static SiteStack Apply(SiteStack stack, string? parent) =>
        parent is null
            ? stack
            : new SiteStack(
                stack.ReleaseVersion,
                stack.Policy,
                [.. stack.Services.Select(service => service.IsSupervisable ? Supervise(service, parent) : service)],
                stack.SeenVersions
            )
            {
                Edition = stack.Edition,
                Expires = stack.Expires,
                Jobs = stack.Jobs,
            };

    private static SiteService Supervise(SiteService service, string parent)
    {
        // The form follows from the very bytes that were verified.
        var profile = SeccompProfile.Parse(service.ProfileJson);
        if (SupervisedForm.StartupNames(profile).Count == 0)
        {
            return service;
        }

        var form = SupervisedForm.Of(profile).ToJson();
        return service with
        {
            ProfileJson = form,
            ProfileDigest = Digest.Sha256(Encoding.UTF8.GetBytes(form)),
            CgroupParent = parent,
            OciRuntime = SupervisedForm.RuntimeName,
        };
    }
}
