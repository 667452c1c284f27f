using System.Text;
using System.Text.RegularExpressions;
using Phederation.Containers.Engine;
using Phederation.Workloads.Sql;
using Phederation.Workloads.Steps;
using Phederation.Workloads.Transcripts;

namespace Phederation.Workloads.Running;

/// <summary>Carries out single steps and holds their answers against the expectations.</summary>
internal sealed class StepExecutor(
    EngineClient engine,
    TimeProvider time,
    WorkloadTarget target,
    ServiceSpec service,
    PeerContainers peers,
    RunResources resources,
    SqlSources sources,
    Normaliser normaliser,
    Action<bool> tell
)
{
    private static readonly TimeSpan LogPoll = TimeSpan.FromMilliseconds(200);
    private readonly Dictionary<string, string> _locations = [];
    private ServiceContainer? _container;

    private ServiceContainer Container => _container ?? throw new StepFailedException("there is no container yet");

    /// <summary>Carries out a step; what it answers is written as it comes, so that a failure shows what came before it.</summary>
    public async Task RunAsync(WorkloadStep step, AnswerText answer, CancellationToken cancellationToken)
    {
        var before = step.Head.Expect.Log.Count > 0 && _container is not null ? (await LogAsync(cancellationToken)).Length : 0;
        await CarryOutAsync(step, answer, cancellationToken);
        await ExpectLogAsync(step.Head.Expect.Log, before, cancellationToken);
    }

    /// <summary>The container's log; empty before there is one.</summary>
    public async Task<string> LogAsync(CancellationToken cancellationToken) =>
        _container is null ? "" : await _container.LogAsync(cancellationToken);

    /// <summary>Stops the container when it runs.</summary>
    public async Task EndAsync(CancellationToken cancellationToken)
    {
        if (_container is not null && (await _container.StateAsync(cancellationToken)).Running)
        {
            await _container.StopAsync(cancellationToken);
        }
    }

    private async Task CarryOutAsync(WorkloadStep step, AnswerText answer, CancellationToken cancellationToken)
    {
        switch (step)
        {
            case StartStep:
                _container ??= await CreateAsync(cancellationToken);
                await StartAsync(answer, cancellationToken);
                break;
            case RestartStep:
                await Container.StopAsync(cancellationToken);
                await StartAsync(answer, cancellationToken);
                break;
            case SignalStep signal:
                await Container.SignalAsync(signal.Signal, cancellationToken);
                answer.Add($"sent {signal.Signal}");
                break;
            case StopStep stop:
                await StopAsync(stop, answer, cancellationToken);
                break;
            case KillStep:
                await Container.SignalAsync("SIGKILL", cancellationToken);
                answer.Add($"ended with {await Container.WaitEndAsync(cancellationToken)}");
                break;
            case IdleStep idle:
                await Task.Delay(idle.Duration, time, cancellationToken);
                break;
            case ExecStep exec:
                await ExecAsync(exec, answer, cancellationToken);
                break;
            case SqlStep sql:
                await using (var executor = new SqlStepExecutor(sql, sources, new StepTools(time, ExecAsync)))
                {
                    await executor.RunAsync(answer, cancellationToken);
                }

                break;
            case RunStep run:
                await RunJobAsync(run, answer, cancellationToken);
                break;
            case PutStep put:
                await VolumeFile.PutAsync(engine, target, resources.Names, put, cancellationToken);
                break;
            case PeerStep peer:
                await peers.ActAsync(peer, cancellationToken);
                break;
            case HttpStep http:
                var host = http.Peer is { } asked ? peers.AddressOf(asked) : Container.Address;
                await HttpStepExecutor.RunAsync(
                    SecretReferences.Fill(http, resources.Secrets),
                    host,
                    service.Port!.Value,
                    _locations,
                    answer,
                    cancellationToken
                );
                break;
            case TcpStep tcp:
                await TcpStepExecutor.RunAsync(tcp, Container.Address, service.Port!.Value, answer, cancellationToken);
                break;
            default:
                throw new StepFailedException($"nothing carries out a step of kind {step.Kind}");
        }

        if (step is SignalStep or IdleStep && await Container.StateAsync(cancellationToken) is { Running: false } state)
        {
            throw new StepFailedException($"the container ended with {state.ExitCode}");
        }
    }

    private async Task<ServiceContainer> CreateAsync(CancellationToken cancellationToken)
    {
        var id = await resources.CreateContainerAsync(service, cancellationToken);
        normaliser.Hide(id[..12], "<container>");
        normaliser.Hide(id, "<container>");
        return new ServiceContainer(engine, id, service.HasHealthCheck, resources.Name, time);
    }

    private async Task StartAsync(AnswerText answer, CancellationToken cancellationToken)
    {
        // Without a health check nobody knows where the start ends: all of it may be work.
        tell(!service.HasHealthCheck);
        await Container.StartAsync(cancellationToken);
        tell(true);
        await ArriveAsync(answer);
    }

    private async Task ArriveAsync(AnswerText answer)
    {
        normaliser.Hide(Container.Address, "<address>");
        await sources.MoveAsync(Container.Address, service.Port ?? 0);
        answer.Add("ready");
    }

    private async Task StopAsync(StopStep step, AnswerText answer, CancellationToken cancellationToken)
    {
        if (step.Signal is { } signal)
        {
            await Container.SignalAsync(signal, cancellationToken);
        }
        else if (step.Argv.Count > 0)
        {
            // It may be ended together with the container: only the container's end counts.
            await Container.ExecAsync(new ExecRequest(step.Argv), cancellationToken);
        }
        else
        {
            await Container.StopAsync(cancellationToken);
        }

        var exit = await Container.WaitEndAsync(cancellationToken);
        answer.Add($"ended with {exit}");
        CheckExit(exit, step.Head.Expect);
    }

    private async Task RunJobAsync(RunStep step, AnswerText answer, CancellationToken cancellationToken)
    {
        // A job has no health: all of it is its work.
        tell(true);
        var (exit, output, error) = await new JobRun(engine, time, resources).RunAsync(step, service, cancellationToken);
        answer.Add($"exit {exit}");
        answer.AddText("out", output, step.Answer);
        answer.AddText("err", error, step.Answer);
        CheckExit(exit, step.Head.Expect);
        Expectations.Check(step.Head.Expect.Output, output, "the output");
        Expectations.Check(step.Head.Expect.ErrorOutput, error, "the error output");
    }

    private async Task ExecAsync(ExecStep step, AnswerText answer, CancellationToken cancellationToken)
    {
        var request = new ExecRequest(step.Argv)
        {
            User = step.User,
            Environment = step.Environment.Count > 0 ? step.Environment : null,
            Input = step.Input is { } input ? Encoding.UTF8.GetBytes(input) : null,
        };
        var result = await Container.ExecAsync(request, cancellationToken);
        answer.Add($"exit {result.ExitCode}");
        answer.AddText("out", result.Output, step.Answer);
        answer.AddText("err", result.Error, step.Answer);
        CheckExit(result.ExitCode, step.Head.Expect);
        Expectations.Check(step.Head.Expect.Output, result.Output, "the output");
        Expectations.Check(step.Head.Expect.ErrorOutput, result.Error, "the error output");
    }

    private async Task<(int Exit, string Output, string Error)> ExecAsync(IReadOnlyList<string> argv, CancellationToken cancellationToken)
    {
        var result = await Container.ExecAsync(new ExecRequest(argv), cancellationToken);
        return (result.ExitCode, result.Output, result.Error);
    }

    private static void CheckExit(int exit, StepExpectation expect)
    {
        var wanted = expect.Exit ?? 0;
        if (exit != wanted)
        {
            throw new StepFailedException($"expected exit code {wanted}, got {exit}");
        }
    }

    private async Task ExpectLogAsync(IReadOnlyList<Regex> patterns, int before, CancellationToken cancellationToken)
    {
        var open = patterns;
        while (open.Count > 0)
        {
            var log = await LogAsync(cancellationToken);
            var news = log.Length > before ? log[before..] : "";
            open = [.. open.Where(pattern => !pattern.IsMatch(news))];
            if (open.Count > 0)
            {
                try
                {
                    await Task.Delay(LogPoll, time, cancellationToken);
                }
                catch (OperationCanceledException exception)
                {
                    throw new StepFailedException($"the log never had a match of '{open[0]}'", null, exception);
                }
            }
        }
    }
}
