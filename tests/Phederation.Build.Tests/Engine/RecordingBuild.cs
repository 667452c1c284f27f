using Nuke.Common;
using Nuke.Common.Execution;

namespace Phederation.Build.Tests.Engine;

/// <summary>The base of test builds: what ran is told in the output.</summary>
public abstract class RecordingBuild : NukeBuild
{
    protected static void Say(string text) => BuildContext.Current.Output.Write(text);

    protected static Action Ran(string target) => () => Say($"ran {target}");

    protected override int? ExitCodeOf(Exception exception) => exception is TimeoutException ? 7 : null;
}
