using Phederation.Seccomp.Profiles;
using Phederation.Seccomp.Synthesis;
using Phederation.Testing;
using Phederation.Testing.Containers;
using Phederation.Workloads.Running;
using Phederation.Workloads.Steps;
using Phederation.Workloads.Tracing;

namespace Phederation.Workloads.Tests.Postgres;

/// <summary>The database's own workload, on the database image.</summary>
public sealed class PostgresWorkloadTests
{
    private const int MostSyscalls = 100;

    // A life in five seconds: what the whole workload is too slow for when calls are taken away one by one.
    private const string Short = """
        schema = 1
        [service]
        port = 5432
        [accounts.admin]
        user = "phederation_admin"
        database = "OHDSI"
        password-secret = "phederation_admin_password"
        tls = true
        [[step]]
        id = "start"
        kind = "start"
        phase = "init"
        [[step]]
        id = "copy"
        kind = "sql"
        phase = "serving"
        account = "admin"
        [[step.run]]
        sql = "CREATE TABLE scratch.copied (id int, name text)"
        [[step.run]]
        mode = "copy-in"
        sql = "COPY scratch.copied FROM STDIN"
        input = "1\tname\n"
        times = 20000
        [[step.run]]
        mode = "copy-binary-out"
        sql = "COPY scratch.copied TO STDOUT (FORMAT binary)"
        [[step.run]]
        sql = "SELECT count(*), max(g) FROM (SELECT g FROM generate_series(1, 50000) g ORDER BY g DESC OFFSET 0) s"
        expect.rows = ["50000|50000"]
        [[step]]
        id = "drop"
        kind = "sql"
        phase = "serving"
        account = "admin"
        sql = "DROP TABLE scratch.copied"
        [[step]]
        id = "stop"
        kind = "stop"
        phase = "shutdown"
        """;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void Workload_has_every_phase_and_every_way_of_asking_and_of_ending()
    {
        var workload = Workload.Load(PostgresImage.WorkloadPath);

        Assert.Equal(Enum.GetValues<WorkloadPhase>(), workload.Steps.Select(step => step.Head.Phase).Distinct().Order());
        Assert.Equal(
            Enum.GetValues<StepKind>().Except([StepKind.Http, StepKind.Run, StepKind.Put, StepKind.Peer]),
            workload.Steps.Select(step => step.Kind).Distinct().Order()
        );
        Assert.Equal(
            Enum.GetValues<SqlMode>(),
            workload.Steps.OfType<SqlStep>().SelectMany(step => step.Actions).Select(action => action.Mode).Distinct().Order()
        );
        var stops = workload.Steps.OfType<StopStep>().ToList();
        Assert.Contains(stops, stop => stop.Signal == "SIGQUIT");
        Assert.Contains(stops, stop => stop.Signal == "SIGTERM");
        Assert.Contains(stops, stop => stop.Argv.Count > 0);
        Assert.Contains(stops, stop => stop.Signal is null && stop.Argv.Count == 0);
    }

    [Fact(Timeout = 400_000)]
    public async Task Whole_workload_gives_a_small_profile_under_which_it_answers_the_same()
    {
        Requires.Root();
        await using var scope = await EngineScope.OpenAsync(Token);
        var target = await PostgresImage.TargetAsync(scope, Token);
        var workload = Workload.Load(PostgresImage.WorkloadPath);

        var trace = await new TraceRun(scope.Engine, TimeProvider.System).RunAsync(workload, target, "postgres", null, Token);
        var synthesis = ProfileSynthesizer.Synthesize(trace.Evidence, RuntimeNeeds.AllSites, SeccompPolicy.Default);
        var replay = await new ReplayRun(scope.Engine, TimeProvider.System).RunAsync(
            workload,
            target,
            synthesis.Profile,
            trace.Transcript,
            null,
            Token
        );

        Assert.Empty(synthesis.Violations);
        Assert.InRange(synthesis.Profile.AllowedNames.Count, 60, MostSyscalls);
        Assert.StartsWith("glibc 2.", trace.Evidence.Subject.Libc);
        Assert.True(replay.Passed, string.Join('\n', replay.Reasons));
        Assert.Equal(workload.Steps.Count, replay.Transcript.Steps.Count);
    }

    [Fact(Timeout = 400_000)]
    public async Task Profile_without_a_needed_call_is_caught_at_the_start_while_serving_and_when_the_service_bears_it()
    {
        Requires.Root();
        await using var scope = await EngineScope.OpenAsync(Token);
        var target = await PostgresImage.TargetAsync(scope, Token);
        var workload = WorkloadText.Parse(Short);
        var trace = await new TraceRun(scope.Engine, TimeProvider.System).RunAsync(workload, target, "postgres", null, Token);
        var again = await new TraceRun(scope.Engine, TimeProvider.System).RunAsync(workload, target, "postgres", null, Token);
        Assert.Equal(trace.Evidence.StableSha256, again.Evidence.StableSha256);
        Assert.Equal(trace.Transcript.ToJson(), again.Transcript.ToJson());
        var profile = ProfileSynthesizer.Synthesize(trace.Evidence, RuntimeNeeds.AllSites, SeccompPolicy.Default).Profile;

        // Neither initdb nor the container's start gets over these.
        await AssertCaughtAsync("clone", "start", endsEarly: true);
        await AssertCaughtAsync("shmget", "start", endsEarly: true);
        // The allocator takes another way: every answer is right, and the denial is a finding all the same.
        await AssertCaughtAsync("mremap", "copy", endsEarly: false);
        await AssertCaughtAsync("truncate", "drop", endsEarly: null);

        async Task AssertCaughtAsync(string syscall, string step, bool? endsEarly)
        {
            var result = await new ReplayRun(scope.Engine, TimeProvider.System).RunAsync(
                workload,
                target,
                profile.Without(syscall),
                trace.Transcript,
                null,
                Token
            );

            Assert.False(result.Passed, $"the loss of {syscall} was not noticed");
            var denial = Assert.Single(result.Denials, denial => denial.Syscall == syscall);
            Assert.Equal((step, "EPERM"), (denial.StepId, denial.Errno));
            Assert.Contains($"was denied {syscall}", result.Reasons[0]);
            if (endsEarly is { } early)
            {
                Assert.Equal(early, result.Failure is not null);
            }
        }
    }
}
