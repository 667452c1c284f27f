using System.Linq.Expressions;
using Nuke.Common;
using Nuke.Common.Execution;
using Phederation.Testing;

namespace Phederation.Build.Tests.Engine;

/// <summary>A root folder of its own in which test builds run, with their environment and output.</summary>
internal sealed class Sandbox : IDisposable
{
    private readonly TempFolder _folder = new();

    public Sandbox() => Directory.CreateDirectory(_folder[".nuke"]);

    public string Root => _folder.Path;

    public Dictionary<string, string> Environment { get; } = [];

    public CancellationToken Cancellation { get; set; }

    public string WorkingDirectory { get; set; } = "";

    public string Write(string relative, string text) => _folder.Write(relative, text);

    public string Read(string relative) => File.ReadAllText(_folder[relative]);

    public async Task<SandboxResult> RunAsync<T>(Expression<Func<T, Target>> defaultTarget, params string[] arguments)
        where T : NukeBuild, new()
    {
        var secrets = new SecretMask();
        var output = new StringWriter();
        await using var masked = new MaskingWriter(output, secrets);
        var context = new BuildContext
        {
            Arguments = arguments,
            Environment = Environment,
            WorkingDirectory = Path.Combine(Root, WorkingDirectory),
            Output = new PlainOutput(masked),
            Secrets = secrets,
            Cancellation = Cancellation,
        };
        // The token reaches the build through its context, as it does in the program.
        var exitCode = await BuildRunner.RunAsync(context, defaultTarget);
        await masked.DisposeAsync();
        return new SandboxResult(exitCode, output.ToString());
    }

    public void Dispose() => _folder.Dispose();
}
