using Phederation.Processes;

namespace Phederation.Provisioning.Tests;

/// <summary>
/// A package service that fails as a real one can't be made to: without a package, with an error, while another one holds its lock.
/// </summary>
internal sealed class FakeApt(FakeMachine machine) : IProcessRunner
{
    public List<string> Commands { get; } = [];

    public HashSet<string> Unavailable { get; } = [];

    public Queue<ProcessResult> Failures { get; } = [];

    /// <summary>Whether installing brings the programs.</summary>
    public bool Works { get; init; } = true;

    /// <summary>Whether the packages' services were kept from starting while they were installed.</summary>
    public bool WasGuarded { get; private set; }

    public Task<ProcessResult> RunAsync(ProcessRequest request, CancellationToken cancellationToken)
    {
        var arguments = request.Arguments.Where(argument =>
            !argument.StartsWith('-') && !argument.Contains("::", StringComparison.Ordinal)
        );
        var words = string.Join(' ', arguments.Where(argument => !argument.Contains('=', StringComparison.Ordinal)));
        Commands.Add($"{request.Program} {words}");
        if (request.Program == "apt-get" && Failures.TryDequeue(out var failure))
        {
            return Task.FromResult(failure);
        }

        if (words.StartsWith("install ", StringComparison.Ordinal))
        {
            Install(words.Split(' ')[1..]);
        }

        var output = request.Program == "apt-cache" ? Policy(request.Arguments.Skip(1)) : "";
        return Task.FromResult(new ProcessResult(0, output, "", TimeSpan.Zero));
    }

    private void Install(string[] packages)
    {
        WasGuarded = File.Exists(machine.ServicePolicyFile);
        if (Works)
        {
            var needs = Needs.All.Append(Needs.Engine).Where(need => need.Packages.Any(packages.Contains));
            machine.Programs.UnionWith(needs.SelectMany(need => need.Programs));
        }
    }

    private string Policy(IEnumerable<string> packages) =>
        string.Concat(
            packages.Select(package =>
                $"{package}:\n  Installed: (none)\n  Candidate: {(Unavailable.Contains(package) ? "(none)" : "1.0")}\n  Version table:\n     1.0 500\n"
            )
        );
}
