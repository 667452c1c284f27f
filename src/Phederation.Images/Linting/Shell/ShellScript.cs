using Phederation.Images.Dockerfiles;

namespace Phederation.Images.Linting.Shell;

/// <summary>
/// A script as far as rules ask: its commands, which of them are joined by pipes, and where their words stand. It is no shell: what it
/// does not understand becomes words that no rule asks for.
/// </summary>
internal sealed class ShellScript
{
    private ShellScript(DockerfileText text, IReadOnlyList<ShellPipeline> pipelines)
    {
        Text = text;
        Pipelines = pipelines;
    }

    /// <summary>The text.</summary>
    public DockerfileText Text { get; }

    /// <summary>The pipelines in the order in which they are written, those in subshells and substitutions after what holds them.</summary>
    public IReadOnlyList<ShellPipeline> Pipelines { get; }

    /// <summary>All commands.</summary>
    public IEnumerable<ShellCommand> Commands => Pipelines.SelectMany(pipeline => pipeline.Commands);

    /// <summary>Reads a script.</summary>
    public static ShellScript Parse(DockerfileText text) => new(text, new ShellReader(text.Raw).Read());

    /// <summary>A script of one command that no shell reads.</summary>
    public static ShellScript OfArguments(DockerfileText text, IReadOnlyList<DockerfileText> arguments) =>
        new(
            text,
            [
                new ShellPipeline([
                    new ShellCommand(
                        [.. arguments.Select(argument => new ShellWord(argument.Raw, argument.Raw, argument.OffsetIn(text)))],
                        0
                    ),
                ]),
            ]
        );
}
