using Phederation.Text;
using Phederation.Workloads.Steps;

namespace Phederation.Workloads.Tests.Reading;

public sealed class WorkloadReaderTests
{
    [Fact]
    public void Workload_with_every_kind_of_step_is_read_in_order()
    {
        var workload = WorkloadText.With(
            """
            [[step]]
            id = "exec"
            kind = "exec"
            phase = "serving"
            argv = ["psql", "-c", "SELECT 1"]
            input = "x"
            user = "999"
            environment = { A = "b" }
            answer = "sorted"
            expect = { exit = 3, output = ["a"], error-output = ["b"], log = ["c"] }
            [[step]]
            id = "sql"
            kind = "sql"
            phase = "serving"
            account = "app"
            sql = "SELECT 1"
            expect = { rows = ["1"], log = ["x"] }
            [[step]]
            id = "http"
            kind = "http"
            phase = "serving"
            path = "/health"
            expect.status = 204
            [[step]]
            id = "tcp"
            kind = "tcp"
            phase = "serving"
            send-hex = "00 ff"
            [[step]]
            id = "signal"
            kind = "signal"
            phase = "serving"
            signal = "USR1"
            [[step]]
            id = "reload"
            kind = "reload"
            phase = "reload"
            [[step]]
            id = "restart"
            kind = "restart"
            phase = "maintenance"
            [[step]]
            id = "idle"
            kind = "idle"
            phase = "serving"
            seconds = 2
            [[step]]
            id = "kill"
            kind = "kill"
            phase = "maintenance"
            [[step]]
            id = "again"
            kind = "start"
            phase = "maintenance"
            [[step]]
            id = "stop"
            kind = "stop"
            phase = "shutdown"
            signal = "SIGTERM"
            expect.exit = 143
            """
        );

        Assert.Equal(
            [
                .. Enum.GetValues<StepKind>().Except([StepKind.Start, StepKind.Run, StepKind.Put, StepKind.Peer]).Order(),
                StepKind.Start,
                StepKind.Start,
            ],
            workload.Steps.Select(step => step.Kind).OrderBy(kind => kind == StepKind.Start).ThenBy(kind => kind)
        );
        var exec = Assert.IsType<ExecStep>(workload.Steps[1]);
        Assert.Equal(["psql", "-c", "SELECT 1"], exec.Argv);
        Assert.Equal((3, AnswerPart.Sorted, "x"), (exec.Head.Expect.Exit, exec.Answer, exec.Input));
        Assert.Equal(["1"], Assert.IsType<SqlStep>(workload.Steps[2]).Actions.Single().Expect.Rows);
        Assert.Equal([0x00, 0xff], Assert.IsType<TcpStep>(workload.Steps[4]).Send.ToArray());
        Assert.Equal("SIGUSR1", Assert.IsType<SignalStep>(workload.Steps[5]).Signal);
        Assert.Equal("SIGHUP", Assert.IsType<SignalStep>(workload.Steps[6]).Signal);
        Assert.Equal(64, workload.Sha256.Length);
    }

    [Fact]
    public void Sql_actions_are_read_with_their_modes_and_sessions()
    {
        var workload = WorkloadText.With(
            """
            [[step]]
            id = "lock"
            kind = "sql"
            phase = "serving"
            account = "app"
            [[step.run]]
            on = "a"
            sql = "SELECT pg_backend_pid()"
            capture = "pid"
            [[step.run]]
            on = "a"
            sql = "SELECT pg_sleep(100)"
            background = true
            expect.error = ["57014"]
            [[step.run]]
            mode = "load"
            clients = 4
            times = 10
            sql = "SELECT 1"
            [[step.run]]
            argv = ["pg_ctl", "kill", "INT", "${pid}"]
            """
        );

        var actions = Assert.IsType<SqlStep>(workload.Steps[1]).Actions;
        Assert.Equal([SqlMode.Query, SqlMode.Query, SqlMode.Load, SqlMode.Exec], actions.Select(action => action.Mode));
        Assert.Equal(["a", "a", "main", "main"], actions.Select(action => action.Session));
        Assert.True(actions[1].Background);
        Assert.Equal((4, 10), (actions[2].Clients, actions[2].Times));
    }

    [Theory]
    [InlineData(
        "kind = \"exce\"",
        1,
        8,
        "unknown kind 'exce'; known are start, exec, sql, http, tcp, signal, reload, restart, stop, kill, idle"
    )]
    [InlineData("kind = \"exec\"\nargv = []", 2, 8, "a program")]
    [InlineData("kind = \"exec\"\nargs = [\"a\"]", 2, 1, "did you mean 'argv'?")]
    [InlineData("kind = \"start\"", 1, 8, "the container runs already here")]
    [InlineData("kind = \"idle\"\nseconds = 301", 2, 11, "between 1 and 300")]
    [InlineData("kind = \"idle\"", -2, 1, "'seconds' is missing")]
    [InlineData("kind = \"signal\"\nsignal = \"KILL\"", 2, 10, "unknown signal 'KILL'")]
    [InlineData("kind = \"stop\"\nsignal = \"INT\"\nargv = [\"x\"]", 2, 10, "not by two of them")]
    [InlineData("kind = \"exec\"\nargv = [\"a\"]\nexpect.output = [\"(\"]", 3, 17, "'(' is not a regular expression")]
    [InlineData("kind = \"exec\"\nargv = [\"a\"]\nexpect.output = [\"(?=a)\"]", 3, 17, "look-around")]
    [InlineData("kind = \"exec\"\nargv = [\"a\"]\nexpect.status = 200", 3, 8, "'status' is unknown here")]
    [InlineData("kind = \"http\"\npath = \"x\"", 2, 8, "begin with a slash")]
    [InlineData("kind = \"tcp\"\nsend-hex = \"0\"", 2, 12, "hexadecimal")]
    [InlineData("kind = \"sql\"\naccount = \"ap\"\nsql = \"SELECT 1\"", 2, 11, "no account 'ap'; known are app")]
    [InlineData("kind = \"sql\"\naccount = \"app\"", 1, 8, "exactly one of sql")]
    [InlineData("kind = \"sql\"\naccount = \"app\"\nsql = \"SELECT 1\"\nexpect.error = [\"1\"]", 4, 16, "SQLSTATE")]
    [InlineData("kind = \"sql\"\naccount = \"app\"\n[[step.run]]\nsql = \"SELECT ${x}\"", 4, 7, "captured by no action")]
    [InlineData(
        "kind = \"sql\"\naccount = \"app\"\n[[step.run]]\nmode = \"quary\"",
        4,
        8,
        "unknown mode 'quary'; known are query, prepared"
    )]
    [InlineData("kind = \"sql\"\naccount = \"app\"\n[[step.run]]\nmode = \"cancel\"\nsql = \"x\"", 4, 8, "takes no sql")]
    [InlineData("kind = \"exec\"\nargv = [\"a\"]\nlimit-seconds = 0", 3, 17, "between 1 and 600")]
    public void Mistake_in_a_step_is_refused_at_its_place(string text, int line, int column, string message)
    {
        const int LinesBefore = 10;

        var exception = Assert.Throws<TomlException>(() => WorkloadText.With($"[[step]]\nid = \"x\"\nphase = \"serving\"\n{text}\n"));

        Assert.Contains(message, exception.Message);
        Assert.Equal((LinesBefore + line, column), (exception.Line, exception.Column));
        Assert.StartsWith($"w.toml:{LinesBefore + line}:{column}: ", exception.Message);
    }

    [Theory]
    [InlineData("schema = 2\nservice = {}", "schema 2 is unknown")]
    [InlineData("schema = 1\nservice = {}", "at least one [[step]]")]
    [InlineData("schema = 1\nservice = { port = 70000 }", "between 1 and 65535")]
    [InlineData("schema = 1\nservice = {}\nsteps = []", "did you mean 'step'?")]
    [InlineData("schema = 1\nservice = { reload-signal = \"SIGKILL\" }", "unknown signal")]
    [InlineData("schema = 1\nservice = {}\naccounts.a = { user = \"u\", database = \"d\" }", "either password-secret")]
    [InlineData("schema = 1\nservice = {}\n[[normalise]]\npattern = \"[\"\nreplace = \"\"", "not a regular expression")]
    [InlineData("schema = 1\nservice = {}\n[[step]]\nid = \"A b\"\nkind = \"start\"\nphase = \"init\"", "no step id")]
    [InlineData("schema = 1\nservice = {}\n[[step]]\nid = \"a\"\nkind = \"start\"\nphase = \"begin\"", "known are init, serving")]
    [InlineData("schema = 1\nservice = {}\n[[step]]\nid = \"a\"\nkind = \"stop\"\nphase = \"init\"", "doesn't run here")]
    public void Mistake_outside_the_steps_is_refused(string text, string message) =>
        Assert.Contains(message, Assert.Throws<TomlException>(() => WorkloadText.Parse(text)).Message);

    [Fact]
    public void Same_id_twice_is_refused_with_the_line_of_the_first()
    {
        var exception = Assert.Throws<TomlException>(() =>
            WorkloadText.With("[[step]]\nid = \"start\"\nkind = \"idle\"\nseconds = 1\nphase = \"serving\"\n")
        );

        Assert.Contains("already in line 4", exception.Message);
    }

    [Fact]
    public void Step_that_needs_a_port_is_refused_without_one()
    {
        var exception = Assert.Throws<TomlException>(() =>
            WorkloadText.Parse(
                """
                schema = 1
                service = {}
                [[step]]
                id = "start"
                kind = "start"
                phase = "init"
                [[step]]
                id = "http"
                kind = "http"
                phase = "serving"
                path = "/"
                """
            )
        );

        Assert.Contains("add port = NUMBER", exception.Message);
    }

    [Fact]
    public void Hash_is_of_the_bytes_so_a_comment_changes_it()
    {
        Assert.NotEqual(WorkloadText.With("").Sha256, WorkloadText.With("# x").Sha256);
        Assert.Equal(WorkloadText.With("").Sha256, WorkloadText.With("").Sha256);
    }
}
