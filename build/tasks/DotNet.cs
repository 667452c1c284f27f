using Phederation.Processes;

namespace Phederation.BuildTasks;

/// <summary>The .NET SDK's commands on this checkout, always in the one configuration that the build scripts use too.</summary>
internal sealed class DotNet(string root, IProcessRunner processes, Action<string> log)
{
    /// <summary>The configuration of everything that is compiled here.</summary>
    public const string Configuration = "Release";

    private const string Solution = "Phederation.Pipeline.sln";

    /// <summary>Restores packages and tools; under CI=true the lock files must fit (Directory.Build.props).</summary>
    public Task RestoreAsync(CancellationToken cancellationToken) =>
        RunAsync(["restore", Solution, "-nologo", "-v", "quiet", "-clp:ErrorsOnly"], cancellationToken);

    /// <summary>Compiles what changed.</summary>
    public Task BuildAsync(CancellationToken cancellationToken) =>
        RunAsync(["build", Solution, "-c", Configuration, "--no-restore", "-nologo", "-v", "quiet", "-clp:ErrorsOnly"], cancellationToken);

    /// <summary>Compiles one project with what it refers to.</summary>
    public Task BuildProjectAsync(string project, CancellationToken cancellationToken) =>
        RunAsync(["build", project, "-c", Configuration, "-nologo", "-v", "quiet", "-clp:ErrorsOnly"], cancellationToken);

    /// <summary>Checks the layout of all code files, or mends it.</summary>
    /// <exception cref="FormatFailedException">A file is not laid out as the formatter would.</exception>
    public async Task FormatAsync(bool fix, CancellationToken cancellationToken)
    {
        await RunAsync(["tool", "restore"], cancellationToken);
        var request = Request(["csharpier", fix ? "format" : "check", "."]);
        var result = await processes.RunAsync(request, cancellationToken);
        if (result.ExitCode != 0)
        {
            throw new FormatFailedException("Files are not laid out as csharpier would; `build/build.sh Format --fix` mends them.");
        }
    }

    /// <summary>Runs a program of this checkout.</summary>
    public Task RunProjectAsync(string project, IReadOnlyList<string> arguments, CancellationToken cancellationToken) =>
        RunAsync(["run", "--project", project, "-c", Configuration, "-v", "quiet", "--", .. arguments], cancellationToken);

    private async Task RunAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        var request = Request(arguments);
        var result = await processes.RunAsync(request, cancellationToken);
        if (result.ExitCode != 0)
        {
            throw new DotNetFailedException($"dotnet {arguments[0]} failed; its errors are above.");
        }
    }

    private ProcessRequest Request(IReadOnlyList<string> arguments) =>
        new()
        {
            Program = Environment.ProcessPath is { } host && Path.GetFileNameWithoutExtension(host) == "dotnet" ? host : "dotnet",
            Arguments = arguments,
            WorkingDirectory = root,
            OnOutputLine = Log,
            OnErrorLine = Log,
            TimeLimit = TimeSpan.FromMinutes(30),
            Overflow = OutputOverflow.KeepEnd,
        };

    private void Log(string line)
    {
        if (!string.IsNullOrWhiteSpace(line))
        {
            log(line);
        }
    }
}
