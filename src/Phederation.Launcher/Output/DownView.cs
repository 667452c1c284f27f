using Phederation.Site.Lifecycle;

namespace Phederation.Launcher.Output;

/// <summary>Shows what was removed and what was kept.</summary>
internal static class DownView
{
    /// <summary>Writes the result.</summary>
    public static void Write(Consoles consoles, DownResult result)
    {
        Line("removed containers", result.Containers);
        Line("removed networks", result.Networks);
        Line("deleted volumes", result.DeletedVolumes);
        Line("kept volumes", result.KeptVolumes);
        if (result.Containers.Count + result.Networks.Count + result.DeletedVolumes.Count == 0)
        {
            Consoles.Line(consoles.Out, "Nothing of this site was there to remove.");
        }

        void Line(string what, IReadOnlyList<string> names)
        {
            if (names.Count > 0)
            {
                Consoles.Line(consoles.Out, $"{what}: {string.Join(", ", names)}");
            }
        }
    }
}
