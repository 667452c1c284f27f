using Phederation.Containers.Engine.Models;
using Phederation.Seccomp.Supervision;
using Phederation.Site.Release;
using Phederation.Site.State;

namespace Phederation.Site.Supervision;

/// <summary>Whether supervised services can be started here: without their supervisor and its runtime the engine would refuse each one.</summary>
internal static class SupervisionPreflight
{
    /// <summary>Checks, and tells which services are supervised.</summary>
    /// <exception cref="SiteException">The engine lacks the runtime, or nobody supervises.</exception>
    public static void Check(SiteStack stack, SiteState state, EngineInfo engine, IProgress<SiteEvent> progress)
    {
        if (state.SupervisedParent is not { } parent)
        {
            return;
        }

        var supervised = stack.Services.Where(service => service.CgroupParent is not null).Select(service => service.Name).ToList();
        if (supervised.Count == 0)
        {
            progress.Warn("supervision", "the release proves of none of these services that it can do without the calls of its start");
            return;
        }

        if (!engine.Runtimes.ContainsKey(SupervisedForm.RuntimeName))
        {
            throw new SiteException(
                ExitCode.Missing,
                $"The engine has no runtime '{SupervisedForm.RuntimeName}', which hands services over to their supervisor.",
                "As root: phederation supervise --write-runtime /usr/local/lib/phederation/notify-runtime says what to tell the engine; or go on"
                    + " without: phederation up --supervised off."
            );
        }

        if (!Supervisor.IsThere(parent.TrimStart('/')))
        {
            throw new SiteException(
                ExitCode.Missing,
                "Nobody supervises this site.",
                $"Start 'phederation supervise --site {state.SiteName}' as root, best as a service of the system; or go on without: "
                    + "phederation up --supervised off."
            );
        }

        progress.Done("supervision", $"of {string.Join(", ", supervised)}");
    }
}
