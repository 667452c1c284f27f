using Phederation.ParserFuzzing.Instrumenting;
using Phederation.Processes;
using Phederation.Text;

namespace Phederation.ParserFuzzing;

/// <summary>The compiled child program, as it is before it is instrumented.</summary>
internal sealed class FuzzHostProgram(string folder, string program, IProcessRunner processes)
{
    private static readonly TimeSpan ListLimit = TimeSpan.FromMinutes(1);

    // Two bounds of 2 s, and what a start takes on a busy machine.
    private static readonly TimeSpan RunLimit = TimeSpan.FromSeconds(30);

    private string Assembly => Path.Combine(folder, program);

    /// <summary>Its targets, all or the ones of these names.</summary>
    /// <exception cref="ParserFuzzingException">It is not there, or has no such target.</exception>
    public async Task<IReadOnlyList<TargetDescription>> TargetsAsync(IReadOnlyList<string> names, CancellationToken cancellationToken)
    {
        if (!File.Exists(Assembly))
        {
            throw new ParserFuzzingException(ParserFuzzingFault.Missing, $"the child program is not compiled: {Assembly} is missing");
        }

        var request = Request(["--list"], ListLimit);
        var listed = (await processes.RunAsync(request, cancellationToken)).EnsureSuccess(request);
        var all = listed.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(TargetDescription.Parse).ToList();
        return names.Count == 0
            ? all
            : [.. names.Distinct().Select(name => all.Find(target => target.Name == name) ?? throw Unknown(name, all))];
    }

    /// <summary>Runs one input, as anybody may by hand; its exit code and output say how that ended.</summary>
    public async Task<ProcessResult> RunAsync(string target, string file, CancellationToken cancellationToken)
    {
        try
        {
            return await processes.RunAsync(Request([target, file], RunLimit), cancellationToken);
        }
        catch (ProcessFailedException exception) when (exception.Failure == ProcessFailure.TimedOut)
        {
            return new ProcessResult(-1, $"{target}: it did not end within {RunLimit.TotalSeconds:0} s\n", "", RunLimit);
        }
    }

    private ProcessRequest Request(IReadOnlyList<string> arguments, TimeSpan limit) =>
        new()
        {
            Program = "dotnet",
            Arguments = [Assembly, .. arguments],
            TimeLimit = limit,
            OutputLimit = 1 << 20,
            Overflow = OutputOverflow.KeepEnd,
        };

    private static ParserFuzzingException Unknown(string name, List<TargetDescription> all)
    {
        var names = all.Select(target => target.Name).ToList();
        var meant = NearestName.Find(name, names) is { } near ? $"did you mean '{near}'? " : "";
        return new ParserFuzzingException(
            ParserFuzzingFault.Usage,
            $"there is no parser '{name}' to fuzz; {meant}The parsers are {string.Join(", ", names)}"
        );
    }
}
