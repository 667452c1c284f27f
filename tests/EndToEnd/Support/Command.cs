using Phederation.Processes;
using Phederation.Testing;

namespace Phederation.EndToEnd.Support;

/// <summary>Runs what a person types, and keeps what they would read.</summary>
internal static class Command
{
    /// <summary>Runs a program to its end; the exit code is judged by the test.</summary>
    public static async Task<ProcessResult> RunAsync(
        string program,
        IReadOnlyList<string> arguments,
        TimeSpan limit,
        IReadOnlyDictionary<string, string?>? environment = null,
        string? folder = null
    )
    {
        var result = await new ProcessRunner(TimeProvider.System).RunAsync(
            new ProcessRequest
            {
                Program = program,
                Arguments = arguments,
                WorkingDirectory = folder ?? Repository.Root,
                Environment = environment ?? new Dictionary<string, string?>(),
                TimeLimit = limit,
                Grace = TimeSpan.FromSeconds(30),
            },
            TestContext.Current.CancellationToken
        );
        TestContext.Current.SendDiagnosticMessage($"{program} {string.Join(' ', arguments)} → {result.ExitCode} in {result.Elapsed}");
        return result;
    }

    /// <summary>Everything that was printed, for messages of assertions.</summary>
    public static string Text(this ProcessResult result) => result.Output + result.Error;
}
