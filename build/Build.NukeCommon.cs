/// <remarks>Stands in for Build.Hooks.cs when the build is compiled against the package Nuke.Common.</remarks>
internal sealed partial class Build
{
    private static readonly CancellationTokenSource Interruption = Interruptible();

    private static CancellationToken Cancellation => Interruption.Token;

    private static CancellationTokenSource Interruptible()
    {
        var source = new CancellationTokenSource();
        Console.CancelKeyPress += (_, _) => source.Cancel();
        return source;
    }
}
