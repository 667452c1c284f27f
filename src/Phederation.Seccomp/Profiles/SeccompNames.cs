namespace Phederation.Seccomp.Profiles;

/// <summary>The words of the profile format.</summary>
internal static class SeccompNames
{
    private static readonly (SeccompAction Action, string Name)[] Actions =
    [
        (SeccompAction.Allow, "SCMP_ACT_ALLOW"),
        (SeccompAction.Log, "SCMP_ACT_LOG"),
        (SeccompAction.Errno, "SCMP_ACT_ERRNO"),
        (SeccompAction.Notify, "SCMP_ACT_NOTIFY"),
        (SeccompAction.Trace, "SCMP_ACT_TRACE"),
        (SeccompAction.Trap, "SCMP_ACT_TRAP"),
        (SeccompAction.KillProcess, "SCMP_ACT_KILL_PROCESS"),
        (SeccompAction.KillThread, "SCMP_ACT_KILL_THREAD"),
        (SeccompAction.KillThread, "SCMP_ACT_KILL"),
    ];

    private static readonly (ArgumentOperator Operator, string Name)[] Operators =
    [
        (ArgumentOperator.NotEqual, "SCMP_CMP_NE"),
        (ArgumentOperator.Less, "SCMP_CMP_LT"),
        (ArgumentOperator.LessOrEqual, "SCMP_CMP_LE"),
        (ArgumentOperator.Equal, "SCMP_CMP_EQ"),
        (ArgumentOperator.GreaterOrEqual, "SCMP_CMP_GE"),
        (ArgumentOperator.Greater, "SCMP_CMP_GT"),
        (ArgumentOperator.MaskedEqual, "SCMP_CMP_MASKED_EQ"),
    ];

    public static string Of(SeccompAction action) => Array.Find(Actions, pair => pair.Action == action).Name;

    public static string Of(ArgumentOperator comparison) => Array.Find(Operators, pair => pair.Operator == comparison).Name;

    public static SeccompAction Action(JsonCursor value)
    {
        var name = value.String();
        var at = Array.FindIndex(Actions, pair => pair.Name == name);
        return at >= 0 ? Actions[at].Action : throw value.Error($"'{name}' is no action");
    }

    public static ArgumentOperator Operator(JsonCursor value)
    {
        var name = value.String();
        var at = Array.FindIndex(Operators, pair => pair.Name == name);
        return at >= 0 ? Operators[at].Operator : throw value.Error($"'{name}' is no comparison");
    }
}
