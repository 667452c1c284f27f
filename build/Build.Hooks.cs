using Phederation.BuildTasks;

/// <remarks>
/// What the engine in this checkout offers and Nuke.Common doesn't: exact exit codes and a token for Ctrl-C. With the package
/// (UseNukeCommon) Build.NukeCommon.cs takes this file's place.
/// </remarks>
internal sealed partial class Build
{
    private static CancellationToken Cancellation => CancellationToken;

    protected override IReadOnlyList<(int Code, string Meaning)> ExitCodes => ExitCodeTable.Meanings;

    protected override int? ExitCodeOf(Exception exception) => ExitCodeTable.Of(exception);
}
