using Phederation.Benchmarks;
using Phederation.Benchmarks.Fhir;
using Phederation.Benchmarks.Fuzzing;
using Phederation.Benchmarks.Images;
using Phederation.Benchmarks.Seccomp;
using Phederation.Benchmarks.WebApi;
using Phederation.Containers.Engine;
using Phederation.Pipeline;
using Phederation.Processes;

string[] known = ["recorder", "profile", "publish", "images", "builds", "webapi", "fhir", "generator", "campaign", "parsers"];
if (args is not [var root, var output, ..] || List(args, 2).Except(known).Any())
{
    Console.Error.WriteLine(
        $"usage: Phederation.Benchmarks ROOT OUTPUT [PARTS [IMAGES [ROUNDS]]], lists joined by +; the parts are {string.Join(", ", known)}; "
            + "run the build's target Benchmark"
    );
    return Phederation.Site.ExitCode.Usage;
}

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    stop.Cancel();
};

try
{
    IReadOnlyList<string> parts = List(args, 2) is { Count: > 0 } chosen ? chosen : known;
    var rounds = args.Length > 4 ? int.Parse(args[4]) : 3;
    var processes = new ProcessRunner();
    using var engine = EngineClient.Connect(EngineEndpoint.FromEnvironment(Environment.GetEnvironmentVariable));
    var seccomp = new SeccompBenchmark(engine, processes, root, output);
    if (parts.Contains("recorder"))
    {
        await seccomp.RecordersAsync(rounds, stop.Token);
    }

    if (parts.Contains("profile"))
    {
        await seccomp.EnforcementAsync(rounds, stop.Token);
    }

    if (parts.Contains("images"))
    {
        await new ImagesBenchmark(engine, processes, root, List(args, 3)).RunAsync(stop.Token);
    }

    if (parts.Contains("fhir"))
    {
        await FhirBenchmark.RunAsync(rounds, stop.Token);
    }

    if (parts.Contains("generator"))
    {
        GeneratorBenchmark.Run(rounds, stop.Token);
    }

    if (parts.Contains("campaign"))
    {
        await CampaignBenchmark.RunAsync(rounds, stop.Token);
    }

    if (parts.Contains("builds"))
    {
        await new BuildBenchmark(root, processes).RunAsync(stop.Token);
    }

    if (parts.Contains("webapi"))
    {
        await new VocabularyBenchmark().RunAsync(rounds, stop.Token);
    }

    if (parts.Contains("parsers"))
    {
        await new ParserBenchmark(root, output, processes).RunAsync(rounds, stop.Token);
    }

    if (parts.Contains("publish"))
    {
        await new PublishBenchmark(root, processes).RunAsync(stop.Token);
    }

    return Phederation.Site.ExitCode.Success;
}
catch (Exception exception)
{
    Console.Error.WriteLine($"error: {exception.Message}");
    return PipelineExitCodes.For(exception);
}

static IReadOnlyList<string> List(string[] args, int index) =>
    args.Length > index ? args[index].Split('+', StringSplitOptions.RemoveEmptyEntries) : [];
