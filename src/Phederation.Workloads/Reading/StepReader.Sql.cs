using Phederation.Text;
using Phederation.Workloads.Steps;

namespace Phederation.Workloads.Reading;

internal sealed partial class StepReader
{
    private const int MostActions = 200;
    private static readonly string[] SqlExpectationKeys = ["rows", "count", "error", "output"];

    private static readonly string[] ActionKeys =
    [
        "on",
        "account",
        "mode",
        "sql",
        "argv",
        "input",
        "times",
        "clients",
        "background",
        "capture",
        "answer",
        "expect",
    ];

    private SqlStep ReadSql(TomlTable table, StepHead head)
    {
        Reject(table, "account", "sql", "mode", "answer", "times", "clients", "input", "statements", "run");
        NeedPort(table);
        string[] forms = ["sql", "statements", "run"];
        if (forms.Count(table.ContainsKey) != 1)
        {
            throw table.Error("kind", "a step of kind sql has exactly one of sql (one statement), statements (a list) and [[step.run]]");
        }

        var runs = table.OptionalTables("run");
        var statements = table.OptionalStrings("statements");
        if (runs.Count > MostActions || statements.Count > MostActions)
        {
            throw table.Error(runs.Count > 0 ? "run" : "statements", $"at most {MostActions} actions are read in one step");
        }

        return new SqlStep(head)
        {
            Account = ReadAccount(table, table.String("account")),
            Actions =
                runs.Count > 0 ? ReadActions(runs)
                : statements.Count > 0 ? [.. ((TomlArray)table["statements"]).Zip(statements, Statement)]
                : [ReadAction(table, [])],
        };
    }

    private static SqlAction Statement(TomlNode node, string sql) =>
        new()
        {
            Location = node.Location,
            Mode = SqlMode.Query,
            Session = "main",
            Sql = sql,
        };

    private List<SqlAction> ReadActions(IReadOnlyList<TomlTable> tables)
    {
        var captured = new HashSet<string>();
        var actions = new List<SqlAction>();
        foreach (var table in tables)
        {
            table.RejectUnknown(ActionKeys);
            var action = ReadAction(table, captured);
            actions.Add(action);
            if (action.Capture is not null)
            {
                captured.Add(action.Capture);
            }
        }

        return actions;
    }

    private SqlAction ReadAction(TomlTable table, HashSet<string> captured)
    {
        var mode = Names.Read<SqlMode>(table, "mode", table.ContainsKey("argv") ? SqlMode.Exec : SqlMode.Query);
        var isSilent = mode is SqlMode.Exec or SqlMode.Notified or SqlMode.Cancel or SqlMode.Await or SqlMode.Connections;
        if (isSilent == table.ContainsKey("sql"))
        {
            throw table.Error("mode", $"mode {Names.Of(mode)} {(isSilent ? "takes no" : "needs")} sql");
        }

        var background = table.OptionalBoolean("background") ?? false;
        if (background && mode is not (SqlMode.Query or SqlMode.Prepared))
        {
            throw table.Error("background", $"mode {Names.Of(mode)} can't run in the background; query and prepared can");
        }

        var action = new SqlAction
        {
            Location = table.Location,
            Mode = mode,
            // In the short form these keys belong to the step.
            Session = table.OptionalString("on") ?? "main",
            Account = table.ContainsKey("on") && table.ContainsKey("account") ? ReadAccount(table, table.String("account")) : null,
            Sql = table.OptionalString("sql") ?? "",
            Argv = mode == SqlMode.Exec ? TomlBounds.Argv(table, "argv") : [],
            Input = table.OptionalString("input") ?? "",
            Times = TomlBounds.Count(table, "times", 1, 1, 1_000_000),
            Clients = TomlBounds.Count(table, "clients", 1, 1, 500),
            Background = background,
            Capture = table.OptionalString("capture"),
            Answer = Names.Read<AnswerPart>(table, "answer", AnswerPart.Text),
            Expect = ReadSqlExpectation(table),
        };
        foreach (var name in Captures.NamesIn(action.Argv.Append(action.Sql)))
        {
            if (!captured.Contains(name))
            {
                throw table.Error("sql", $"${{{name}}} was captured by no action before; add capture = \"{name}\" to one");
            }
        }

        return action;
    }

    private string ReadAccount(TomlTable table, string name) =>
        accounts.ContainsKey(name)
            ? name
            : throw table.Error(
                "account",
                accounts.Count == 0
                    ? $"there is no account '{name}'; add [accounts.{name}]"
                    : $"there is no account '{name}'; known are {string.Join(", ", accounts.Keys)}"
            );

    private static SqlExpectation ReadSqlExpectation(TomlTable action)
    {
        if (action.OptionalTable("expect") is not { } table)
        {
            return SqlExpectation.Default;
        }

        if (!action.ContainsKey("kind"))
        {
            table.RejectUnknown(SqlExpectationKeys);
        }

        var errors = table.OptionalStrings("error");
        return errors.All(code => code.Length == 5 && code.All(char.IsAsciiLetterOrDigit))
            ? new SqlExpectation
            {
                Errors = errors,
                Rows = table.ContainsKey("rows") ? table.Strings("rows") : null,
                Count = table.ContainsKey("count") ? TomlBounds.Count(table, "count", 0, 0, int.MaxValue) : null,
                Output = TomlBounds.Patterns(table, "output"),
            }
            : throw table.Error("error", "error lists SQLSTATEs of five letters or digits, as in error = [\"22012\"]");
    }
}
