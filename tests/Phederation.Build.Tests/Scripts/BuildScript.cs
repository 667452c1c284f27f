using Phederation.Processes;

namespace Phederation.Build.Tests.Scripts;

/// <summary>Runs a build script as a person does.</summary>
internal static class BuildScript
{
    /// <summary>Long enough for a busy machine that compiles the build program first.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromMinutes(8);

    /// <summary>The request for a script's run: no input, output and error kept.</summary>
    public static ProcessRequest Request(string script, IReadOnlyList<string> arguments, string? folder = null) =>
        new()
        {
            Program = "bash",
            Arguments = [script, .. arguments],
            WorkingDirectory = folder ?? Path.GetTempPath(),
            TimeLimit = Limit,
            // What this run of the tests was started with is not for the script under test.
            Environment = new Dictionary<string, string?>
            {
                ["NUKE_ROOT"] = null,
                ["PHEDERATION_TEST_COMPLETE"] = null,
                ["CI"] = null,
            },
        };

    /// <summary>Runs a script to its end.</summary>
    public static Task<ProcessResult> RunAsync(string script, params string[] arguments) => RunAsync(Request(script, arguments));

    /// <summary>Runs a request to its end.</summary>
    public static Task<ProcessResult> RunAsync(ProcessRequest request) =>
        new ProcessRunner().RunAsync(request, TestContext.Current.CancellationToken);
}
