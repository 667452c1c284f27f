using Phederation.Processes;
using Phederation.Testing;

namespace Phederation.EndToEnd.Support;

/// <summary>The build as a person runs it, with a state and an output folder of the test's own.</summary>
internal sealed class Checkout(string folder)
{
    /// <summary>The state folder.</summary>
    public string State { get; } = Path.Combine(folder, "state");

    /// <summary>The output folder.</summary>
    public string Output { get; } = Path.Combine(folder, "output");

    /// <summary>The release folder.</summary>
    public string Release => Path.Combine(Output, "release");

    /// <summary>The build script.</summary>
    public static string Script => Path.Combine(Repository.Root, "build", "build.sh");

    /// <summary>Runs the build script with its own folders.</summary>
    public Task<ProcessResult> BuildAsync(params string[] arguments) =>
        Command.RunAsync("bash", [Script, .. arguments, "--state", State, "--output", Output], TimeSpan.FromMinutes(12));

    /// <summary>Where the verdict of a gate on the database image is.</summary>
    public string Verdict(string gate) => Path.Combine(State, "verdicts", "postgres", gate + ".json");
}
