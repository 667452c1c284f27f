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

    /// <summary>The parameters of every run: its own folders, a service and a job, and whatever tree the tests were started in.</summary>
    public IReadOnlyList<string> Parameters =>
        ["--images", "postgres+omop-indexes-and-constraints", "--allow-dirty", "--state", State, "--output", Output];

    /// <summary>Runs the build script.</summary>
    public Task<ProcessResult> BuildAsync(params string[] arguments) =>
        Command.RunAsync("bash", [Script, .. arguments, .. Parameters], TimeSpan.FromMinutes(20));

    /// <summary>Runs the build script with no parameters but its folders.</summary>
    public Task<ProcessResult> BuildPlainAsync(params string[] arguments) =>
        Command.RunAsync("bash", [Script, .. arguments, "--state", State, "--output", Output], TimeSpan.FromMinutes(20));

    /// <summary>Where the verdict of a gate on the database image is.</summary>
    public string Verdict(string gate) => Path.Combine(State, "verdicts", "postgres", gate + ".json");
}
