using System.Collections;

namespace Nuke.Common.Execution;

/// <summary>What surrounds one run of a build: arguments, environment, folders, output, clock, interruption.</summary>
internal sealed class BuildContext
{
    private static readonly AsyncLocal<BuildContext?> Flow = new();

    /// <summary>The run that the calling code belongs to.</summary>
    /// <exception cref="BuildDefinitionException">No build runs.</exception>
    public static BuildContext Current
    {
        get =>
            Flow.Value
            ?? throw new BuildDefinitionException("The build's folders are known only while it runs: start it with Execute<T>() in Main.");
        set => Flow.Value = value;
    }

    /// <summary>The arguments without the program's name.</summary>
    public required IReadOnlyList<string> Arguments { get; init; }

    /// <summary>The environment variables.</summary>
    public required IReadOnlyDictionary<string, string> Environment { get; init; }

    /// <summary>The folder from which relative paths of the command line count.</summary>
    public required string WorkingDirectory { get; init; }

    /// <summary>Where the build prints.</summary>
    public required BuildOutput Output { get; init; }

    /// <summary>What must not be printed.</summary>
    public required SecretMask Secrets { get; init; }

    /// <summary>The clock.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Cancelled when the user interrupts the build.</summary>
    public CancellationToken Cancellation { get; set; }

    /// <summary>The root folder, once it is found.</summary>
    public string Root { get; set; } = "";

    /// <summary>The context of this process, writing to a writer that hides secrets.</summary>
    public static BuildContext OfThisProcess(SecretMask secrets, TextWriter output, CancellationToken cancellation) =>
        new()
        {
            Arguments = [.. System.Environment.GetCommandLineArgs().Skip(1)],
            Environment = System
                .Environment.GetEnvironmentVariables()
                .Cast<DictionaryEntry>()
                .ToDictionary(variable => (string)variable.Key, variable => (string?)variable.Value ?? ""),
            WorkingDirectory = Directory.GetCurrentDirectory(),
            Output = Console.IsOutputRedirected ? new PlainOutput(output) : new TerminalOutput(output),
            Secrets = secrets,
            Cancellation = cancellation,
        };
}
