namespace Phederation.Images.Linting.Shell;

/// <summary>Commands each of which reads what the one before writes; mostly just one.</summary>
/// <param name="Commands">The commands.</param>
internal sealed record ShellPipeline(IReadOnlyList<ShellCommand> Commands)
{
    /// <summary>Where the first pipe is; -1 for a single command.</summary>
    public int PipeOffset { get; init; } = -1;
}
