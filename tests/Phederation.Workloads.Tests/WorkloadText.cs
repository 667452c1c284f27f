using System.Text;

namespace Phederation.Workloads.Tests;

/// <summary>Workloads written in a test.</summary>
internal static class WorkloadText
{
    /// <summary>A valid beginning of seven lines: the service, one account, and a start step; then the text.</summary>
    public static Workload With(string text) => Parse(Head + text);

    public static Workload Parse(string text) => Workload.Parse(Encoding.UTF8.GetBytes(text), "w.toml");

    public const string Head = """
        schema = 1
        service = { port = 5432 }
        accounts.app = { user = "app", database = "db", password-secret = "app_password" }
        [[step]]
        id = "start"
        kind = "start"
        phase = "init"

        """;
}
