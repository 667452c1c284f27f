using Phederation.Benchmarks;
using Phederation.Containers.Engine;
using Phederation.Pipeline;
using Phederation.Processes;

if (args is not [var root, var output, ..])
{
    Console.Error.WriteLine("usage: Phederation.Benchmarks ROOT OUTPUT [ROUNDS]; run the build's target Benchmark");
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
    var rounds = args.Length > 2 ? int.Parse(args[2]) : 3;
    using var engine = EngineClient.Connect(EngineEndpoint.FromEnvironment(Environment.GetEnvironmentVariable));
    var subject = await BenchmarkSubject.LoadAsync(root, output, engine, stop.Token);
    var pgbench = Pgbench.Find();
    var database = new BenchmarkDatabase(engine, subject, pgbench, new ProcessRunner());
    await new RecorderBenchmark(engine, database).RunAsync(rounds, stop.Token);
    await new ProfileBenchmark(database, subject).RunAsync(rounds, stop.Token);
    SyscallCount.Print(root, subject);
    await new PublishBenchmark(root, new ProcessRunner()).RunAsync(stop.Token);
    return Phederation.Site.ExitCode.Success;
}
catch (Exception exception)
{
    Console.Error.WriteLine($"error: {exception.Message}");
    return PipelineExitCodes.For(exception);
}
