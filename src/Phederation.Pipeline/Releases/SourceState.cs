using Phederation.Processes;

namespace Phederation.Pipeline.Releases;

/// <summary>What a release was built from: the commit, and whether the working tree differs from it.</summary>
/// <param name="Commit">40 hexadecimal digits, or <c>unknown</c> outside a git checkout.</param>
/// <param name="IsDirty">True when a tracked file is changed, an untracked one is there, or the commit is unknown.</param>
/// <param name="Changes">The first of the changed paths, to name in a refusal.</param>
public sealed record SourceState(string Commit, bool IsDirty, IReadOnlyList<string> Changes)
{
    private const int NamedChanges = 5;

    /// <summary>Asks git about the checkout.</summary>
    public static async Task<SourceState> ReadAsync(string root, IProcessRunner processes, CancellationToken cancellationToken)
    {
        var unknown = new SourceState("unknown", IsDirty: true, []);
        try
        {
            var head = await GitAsync(root, processes, ["rev-parse", "HEAD"], cancellationToken);
            var status = await GitAsync(root, processes, ["status", "--porcelain", "--untracked-files=normal"], cancellationToken);
            if (head.ExitCode != 0 || status.ExitCode != 0)
            {
                return unknown;
            }

            var changes = status.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
            return new SourceState(
                head.Output.Trim(),
                changes.Length > 0,
                [.. changes.Take(NamedChanges).Select(line => line[2..].Trim())]
            );
        }
        catch (ProcessFailedException)
        {
            // No git: the release says so, and the production policy refuses it.
            return unknown;
        }
    }

    private static Task<ProcessResult> GitAsync(
        string root,
        IProcessRunner processes,
        IReadOnlyList<string> arguments,
        CancellationToken cancellationToken
    ) =>
        processes.RunAsync(
            new ProcessRequest
            {
                Program = "git",
                Arguments = arguments,
                WorkingDirectory = root,
                TimeLimit = TimeSpan.FromSeconds(30),
            },
            cancellationToken
        );
}
