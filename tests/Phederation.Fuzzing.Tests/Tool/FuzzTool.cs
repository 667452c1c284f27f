using Phederation.Processes;
using Phederation.Testing.Fuzzed;

namespace Phederation.Fuzzing.Tests.Tool;

/// <summary>The program as a process of its own, with the model of notes.</summary>
internal static class FuzzTool
{
    /// <summary>The command line that runs it.</summary>
    public static ProcessRequest Request(params IReadOnlyList<string> arguments) =>
        new()
        {
            Program = Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) == "dotnet" ? path : "dotnet",
            Arguments = ["exec", typeof(NotesModel).Assembly.Location, .. arguments],
            TimeLimit = TimeSpan.FromSeconds(60),
            Environment = new Dictionary<string, string?> { ["NO_COLOR"] = "1" },
        };

    /// <summary>Runs it to its end.</summary>
    public static Task<ProcessResult> RunAsync(params IReadOnlyList<string> arguments) =>
        new ProcessRunner().RunAsync(Request(arguments), TestContext.Current.CancellationToken);

    /// <summary>Starts it, to be signalled.</summary>
    public static ServerProcess Start(string log, params IReadOnlyList<string> arguments) =>
        ServerProcess.Start(Request(arguments) with { TimeLimit = null }, log);
}
