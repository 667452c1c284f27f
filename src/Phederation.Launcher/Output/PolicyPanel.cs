using Spectre.Console;

namespace Phederation.Launcher.Output;

/// <summary>Says loudly that a release stands on a local trust root.</summary>
internal static class PolicyPanel
{
    /// <summary>The policy of a release that was made with a trust root of the builder's own machine.</summary>
    public const string Local = "local";

    /// <summary>Writes the panel when the policy is local; nothing otherwise.</summary>
    public static void Write(IAnsiConsole console, string? policy)
    {
        if (policy != Local)
        {
            return;
        }

        console.Write(
            new Panel(new ConsoleText("This release was made with a local trust root: not for patients' data."))
            {
                Header = new PanelHeader(" policy: local "),
                Border = console.Profile.Capabilities.Unicode ? BoxBorder.Heavy : BoxBorder.Ascii,
                BorderStyle = Style.Parse("yellow"),
            }
        );
    }
}
