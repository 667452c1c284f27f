using Phederation.Text;
using Phederation.Workloads.Steps;

namespace Phederation.Workloads.Reading;

/// <summary>
/// Reads the steps in their order and follows the container's life meanwhile: a step that needs a running container where it is
/// stopped is a mistake of the file, found before anything runs.
/// </summary>
internal sealed partial class StepReader(
    ServiceSpec service,
    IReadOnlyDictionary<string, AccountSpec> accounts,
    IReadOnlyList<PeerSpec> peers
)
{
    private static readonly string[] Common = ["id", "kind", "phase", "limit-seconds", "expect"];
    private readonly Dictionary<string, SourceLocation> _ids = [];
    private readonly HashSet<string> _locations = [];
    private bool _isRunning;

    public IReadOnlyList<WorkloadStep> ReadAll(IReadOnlyList<TomlTable> tables) => [.. tables.Select(Read)];

    private WorkloadStep Read(TomlTable table)
    {
        var id = table.String("id");
        if (!WorkloadReader.IdPattern.IsMatch(id))
        {
            throw table.Error("id", $"'{id}' is no step id: lower-case letters, digits and dashes, at most 64");
        }

        if (!_ids.TryAdd(id, table.Location))
        {
            throw table.Error("id", $"a step '{id}' is already in line {_ids[id].Line}; every id stands once");
        }

        var kind = Names.Read<StepKind>(table, "kind");
        Follow(table, kind);
        var limit = kind is StepKind.Start or StepKind.Restart ? service.ReadyLimit : service.StepLimit;
        var head = new StepHead
        {
            Id = id,
            Phase = Names.Read<WorkloadPhase>(table, "phase"),
            Location = table.Location,
            Limit = TomlBounds.Seconds(table, "limit-seconds", (int)limit.TotalSeconds, 1, 600),
            Expect = ReadExpectation(table, kind),
        };
        return ReadKind(table, kind, head);
    }

    /// <summary>Refuses a step where the container isn't in the state that it needs, and moves to the state that it leaves.</summary>
    private void Follow(TomlTable table, StepKind kind)
    {
        if (kind is StepKind.Peer or StepKind.Put)
        {
            return;
        }

        if (service.IsJob != kind is StepKind.Run)
        {
            throw table.Error(
                "kind",
                service.IsJob
                    ? "a job is run anew by each step of kind run; steps that need it running have no place here"
                    : "steps of kind run are for jobs; say kind = \"job\" in [service], or use exec"
            );
        }

        if (!service.IsJob && kind == StepKind.Start == _isRunning)
        {
            throw table.Error(
                "kind",
                _isRunning
                    ? "the container runs already here; stop or kill it first, or use restart"
                    : $"the container doesn't run here; put a step of kind {Names.Of(StepKind.Start)} before this one"
            );
        }

        _isRunning = kind is not (StepKind.Stop or StepKind.Kill);
    }

    private WorkloadStep ReadKind(TomlTable table, StepKind kind, StepHead head)
    {
        switch (kind)
        {
            case StepKind.Exec:
                return ReadExec(table, head);
            case StepKind.Sql:
                return ReadSql(table, head);
            case StepKind.Http:
                return ReadHttp(table, head);
            case StepKind.Tcp:
                return ReadTcp(table, head);
            case StepKind.Stop:
                return ReadStop(table, head);
            case StepKind.Signal:
                Reject(table, "signal");
                return new SignalStep(head) { Signal = TomlBounds.Signal(table, "signal", table.String("signal")) };
            case StepKind.Reload:
                Reject(table);
                return new SignalStep(head) { Signal = service.ReloadSignal, IsReload = true };
            case StepKind.Idle:
                Reject(table, "seconds");
                _ = table.Integer("seconds");
                return new IdleStep(head) { Duration = TomlBounds.Seconds(table, "seconds", 0, 1, 300) };
            case StepKind.Restart:
                Reject(table);
                return new RestartStep(head);
            case StepKind.Run:
                return ReadRun(table, head);
            case StepKind.Put:
                return ReadPut(table, head);
            case StepKind.Peer:
                return ReadPeer(table, head);
            case StepKind.Kill:
                Reject(table);
                return new KillStep(head);
            default:
                Reject(table);
                return new StartStep(head);
        }
    }

    private static void Reject(TomlTable table, params string[] known) => table.RejectUnknown([.. Common, .. known]);

    private static StepExpectation ReadExpectation(TomlTable step, StepKind kind)
    {
        if (step.OptionalTable("expect") is not { } table)
        {
            return StepExpectation.Default;
        }

        string[] known = kind switch
        {
            StepKind.Exec => ["exit", "output", "error-output", "log"],
            StepKind.Run => ["exit", "output", "error-output"],
            StepKind.Put => [],
            StepKind.Stop => ["exit", "log"],
            StepKind.Http => ["status", "output", "log"],
            StepKind.Tcp => ["output", "log"],
            // A step of one statement has that statement's expectation here.
            StepKind.Sql when step.ContainsKey("sql") => ["log", .. SqlExpectationKeys],
            _ => ["log"],
        };
        table.RejectUnknown(known);
        return new StepExpectation
        {
            Exit = table.ContainsKey("exit") ? TomlBounds.Count(table, "exit", 0, 0, 255) : null,
            Output = kind == StepKind.Sql ? [] : TomlBounds.Patterns(table, "output"),
            ErrorOutput = TomlBounds.Patterns(table, "error-output"),
            Log = TomlBounds.Patterns(table, "log"),
            Status = table.ContainsKey("status") ? TomlBounds.Count(table, "status", 0, 100, 599) : null,
        };
    }
}
