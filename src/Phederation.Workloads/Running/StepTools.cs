namespace Phederation.Workloads.Running;

/// <summary>What a step of any kind may need of the run: the time and a program in the container.</summary>
/// <param name="Time">The clock that waits are measured with.</param>
/// <param name="ExecAsync">Runs a program in the container and brings its exit code, output and error.</param>
internal sealed record StepTools(
    TimeProvider Time,
    Func<IReadOnlyList<string>, CancellationToken, Task<(int Exit, string Output, string Error)>> ExecAsync
);
