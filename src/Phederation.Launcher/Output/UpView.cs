using Phederation.Site.Lifecycle;
using Phederation.Site.Release;

namespace Phederation.Launcher.Output;

/// <summary>Shows a site that is up.</summary>
internal static class UpView
{
    /// <summary>Writes the result.</summary>
    public static void Write(Consoles consoles, SiteStack stack, UpResult result)
    {
        foreach (var service in result.Services)
        {
            var change = service.Change switch
            {
                ServiceChange.None => "unchanged",
                ServiceChange.Started => "started",
                ServiceChange.Created => "created",
                _ => "replaced",
            };
            var where = service.Addresses.Count > 0 ? $" at {string.Join(", ", service.Addresses)}" : "";
            Consoles.Line(consoles.Out, $"{service.Service}: healthy, {change}{where}");
        }

        foreach (var secret in result.GeneratedSecrets)
        {
            Consoles.Line(consoles.Out, $"secret generated: {secret}");
        }

        Consoles.Line(
            consoles.Out,
            result.Services.All(service => service.Change is ServiceChange.None)
                ? $"Release {stack.ReleaseVersion}, edition {stack.Edition}, is up; nothing had changed."
                : $"Release {stack.ReleaseVersion}, edition {stack.Edition}, is up."
        );
    }
}
