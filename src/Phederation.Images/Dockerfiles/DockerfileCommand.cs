namespace Phederation.Images.Dockerfiles;

/// <summary>A command in one of its two forms.</summary>
public sealed record DockerfileCommand
{
    private DockerfileCommand(DockerfileText text, IReadOnlyList<DockerfileText>? arguments)
    {
        Text = text;
        Arguments = arguments;
    }

    /// <summary>The command as it is written.</summary>
    public DockerfileText Text { get; }

    /// <summary>The program and its arguments in exec form; null in shell form.</summary>
    public IReadOnlyList<DockerfileText>? Arguments { get; }

    /// <summary>Whether it is in exec form, a JSON array that no shell reads.</summary>
    public bool IsExec => Arguments is not null;

    /// <summary>The whole command line: in shell form the shell reads the text.</summary>
    /// <param name="shell">The shell and its options, as SHELL sets them.</param>
    public IReadOnlyList<string> ArgumentsUnder(IReadOnlyList<string> shell) =>
        Arguments is null ? [.. shell, Text.Raw] : [.. Arguments.Select(argument => argument.Raw)];

    internal static DockerfileCommand Exec(DockerfileText text, IReadOnlyList<DockerfileText> arguments) => new(text, arguments);

    internal static DockerfileCommand Shell(DockerfileText text) => new(text, null);

    /// <inheritdoc />
    public override string ToString() => Text.Raw;
}
