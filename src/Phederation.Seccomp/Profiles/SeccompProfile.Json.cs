using System.Text;
using System.Text.Json;

namespace Phederation.Seccomp.Profiles;

public sealed partial record SeccompProfile
{
    /// <summary>More than this is refused, as by the coming profile type of Kubernetes.</summary>
    public const int LargestFile = 1024 * 1024;

    /// <summary>Reads a profile, also one with the engine's own extensions.</summary>
    /// <param name="json">The profile.</param>
    /// <param name="source">Its file name, for errors.</param>
    /// <param name="host">What the engine's extensions (archMap, includes, excludes) are resolved for; the default is an x86-64 host without capabilities.</param>
    /// <exception cref="SeccompFormatException">It is no profile; says where and why.</exception>
    public static SeccompProfile Parse(string json, string source = "profile", ProfileHost? host = null) =>
        ParseUtf8(Encoding.UTF8.GetBytes(json), source, host);

    /// <inheritdoc cref="Parse" />
    public static SeccompProfile ParseUtf8(ReadOnlyMemory<byte> json, string source = "profile", ProfileHost? host = null)
    {
        host ??= ProfileHost.Default;
        var root = JsonCursor
            .Parse(json, source, LargestFile)
            .Only(
                "defaultAction",
                "defaultErrnoRet",
                "defaultErrno",
                "architectures",
                "archMap",
                "syscalls",
                "flags",
                "listenerPath",
                "listenerMetadata"
            );
        var architectures = root.Optional("architectures")?.List(item => item.String()) ?? [];
        if (root.Optional("archMap") is { } map)
        {
            architectures = [.. architectures, .. map.Items().SelectMany(host.Resolve)];
        }

        return new SeccompProfile
        {
            DefaultAction = SeccompNames.Action(root["defaultAction"]),
            DefaultErrno = root.Optional("defaultErrnoRet")?.UInt32(),
            Architectures = architectures,
            Rules = [.. (root.Optional("syscalls")?.Items() ?? []).Where(host.Applies).Select(ParseRule)],
        };
    }

    /// <summary>The profile as text: the same profile always gives the same bytes.</summary>
    public string ToJson() => JsonText.ToText(ToUtf8());

    /// <inheritdoc cref="ToJson" />
    public byte[] ToUtf8() =>
        JsonText.Write(writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("defaultAction", SeccompNames.Of(DefaultAction));
            if (DefaultErrno is { } errno)
            {
                writer.WriteNumber("defaultErrnoRet", errno);
            }

            writer.WriteStrings("architectures", Architectures);
            writer.WriteObjects("syscalls", Rules, rule => Write(writer, rule));
            writer.WriteEndObject();
        });

    private static SyscallRule ParseRule(JsonCursor rule)
    {
        rule.Only("name", "names", "action", "errnoRet", "errno", "args", "comment", "includes", "excludes");
        var names = rule.Optional("names")?.List(item => item.String()) ?? [rule["name"].String()];
        return new SyscallRule
        {
            Names = names.Count > 0 ? names : throw rule.Error("the rule names no call"),
            Action = SeccompNames.Action(rule["action"]),
            Errno = rule.Optional("errnoRet")?.UInt32(),
            Arguments = rule.Optional("args")?.List(ParseCondition) ?? [],
            Comment = rule.Optional("comment")?.String() is { Length: > 0 } comment ? comment : null,
        };
    }

    private static ArgumentCondition ParseCondition(JsonCursor condition)
    {
        condition.Only("index", "value", "valueTwo", "op");
        var index = condition["index"].Int32();
        return index is >= 0 and < ArgumentCondition.Arguments
            ? new ArgumentCondition(
                index,
                SeccompNames.Operator(condition["op"]),
                condition["value"].UInt64(),
                condition.Optional("valueTwo")?.UInt64() ?? 0
            )
            : throw condition["index"].Error("a call has the arguments 0 to 5");
    }

    private static void Write(Utf8JsonWriter writer, SyscallRule rule)
    {
        if (rule.Comment is not null)
        {
            writer.WriteString("comment", rule.Comment);
        }

        writer.WriteStrings("names", rule.Names);
        writer.WriteString("action", SeccompNames.Of(rule.Action));
        if (rule.Errno is { } errno)
        {
            writer.WriteNumber("errnoRet", errno);
        }

        if (rule.Arguments.Count > 0)
        {
            writer.WriteObjects(
                "args",
                rule.Arguments,
                condition =>
                {
                    writer.WriteNumber("index", condition.Index);
                    writer.WriteNumber("value", condition.Value);
                    writer.WriteNumber("valueTwo", condition.ValueTwo);
                    writer.WriteString("op", SeccompNames.Of(condition.Operator));
                }
            );
        }
    }
}
