using System.Text.Json;
using Phederation.Site.Release;
using Spectre.Console;

namespace Phederation.Launcher.Output;

/// <summary>Shows the outcome of a verification.</summary>
internal static class VerificationView
{
    /// <summary>Writes every check that held and every refusal, as text or JSON.</summary>
    public static void Write(Consoles consoles, OutputFormat format, SiteVerification verification)
    {
        PolicyPanel.Write(consoles.Error, verification.Stack?.Policy);
        if (format is OutputFormat.Json)
        {
            var report = VerificationReport.Of(verification);
            consoles.Out.Profile.Out.Writer.WriteLine(JsonSerializer.Serialize(report, OutputJson.Default.VerificationReport));
            return;
        }

        foreach (var check in verification.Checks)
        {
            consoles.Out.Write(new ConsoleText("  ok  ", Style.Parse("green")));
            Consoles.Line(consoles.Out, check);
        }

        WriteRefusals(consoles.Out, verification);
        if (verification.Stack is { } stack)
        {
            Consoles.Line(consoles.Out, $"Release {stack.ReleaseVersion} ({stack.Policy}) in {verification.Folder} is verified.", "green");
        }
    }

    /// <summary>Writes why a release is refused.</summary>
    public static void WriteRefusals(IAnsiConsole console, SiteVerification verification)
    {
        foreach (var refusal in verification.Refusals)
        {
            console.Write(new ConsoleText(" FAIL ", Style.Parse("red")));
            Consoles.Line(console, $"{refusal.Where}: {refusal.What} [{refusal.Code}]");
            Consoles.Line(console, $"  mend: {refusal.Mend}");
        }

        if (verification.Stack is null)
        {
            Consoles.Line(console, $"The release in {verification.Folder} is refused: nothing of it may be run.", "red");
        }
    }
}
