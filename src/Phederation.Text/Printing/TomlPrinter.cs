using System.Globalization;
using System.Text;
using Phederation.Text.Parsing;

namespace Phederation.Text.Printing;

/// <summary>Prints documents so that the same tables always give the same bytes.</summary>
internal static class TomlPrinter
{
    public static string Print(TomlTable document)
    {
        var text = new StringBuilder();
        PrintTable(text, document, "");
        return text.ToString();
    }

    // Values first: after a header everything belongs to the header's table.
    private static void PrintTable(StringBuilder text, TomlTable table, string path)
    {
        foreach (var (key, value) in table.Where(pair => !HasHeader(pair.Value)))
        {
            text.Append(Key(key)).Append(" = ");
            PrintValue(text, value);
            text.Append('\n');
        }

        foreach (var (key, value) in table)
        {
            var inner = path.Length == 0 ? Key(key) : $"{path}.{Key(key)}";
            if (value is TomlTable child)
            {
                if (child.Count == 0 || child.Values.Any(node => !HasHeader(node)))
                {
                    PrintHeader(text, $"[{inner}]");
                }

                PrintTable(text, child, inner);
            }
            else if (HasHeader(value))
            {
                foreach (var element in (TomlArray)value)
                {
                    PrintHeader(text, $"[[{inner}]]");
                    PrintTable(text, (TomlTable)element, inner);
                }
            }
        }
    }

    private static void PrintHeader(StringBuilder text, string header) =>
        text.Append(text.Length == 0 ? "" : "\n").Append(header).Append('\n');

    private static bool HasHeader(TomlNode node) =>
        node is TomlTable || (node is TomlArray { Count: > 0 } array && array.All(element => element is TomlTable));

    private static void PrintValue(StringBuilder text, TomlNode node)
    {
        switch (node)
        {
            case TomlTable table:
                PrintInline(text, table);
                break;
            case TomlArray array:
                PrintArray(text, array);
                break;
            default:
                text.Append(Scalar(node));
                break;
        }
    }

    private static void PrintInline(StringBuilder text, TomlTable table)
    {
        text.Append('{');
        var separator = " ";
        foreach (var (key, value) in table)
        {
            text.Append(separator).Append(Key(key)).Append(" = ");
            PrintValue(text, value);
            separator = ", ";
        }

        text.Append(table.Count == 0 ? "}" : " }");
    }

    private static void PrintArray(StringBuilder text, TomlArray array)
    {
        text.Append('[');
        for (var index = 0; index < array.Count; index++)
        {
            text.Append(index == 0 ? "" : ", ");
            PrintValue(text, array[index]);
        }

        text.Append(']');
    }

    private static string Scalar(TomlNode node) =>
        node switch
        {
            TomlString text => Quote(text.Value),
            TomlInteger integer => integer.Value.ToString(CultureInfo.InvariantCulture),
            TomlFloat number => Float(number.Value),
            TomlBoolean boolean => boolean.Value ? "true" : "false",
            _ => node.ToString()!,
        };

    private static string Float(double value)
    {
        if (!double.IsFinite(value))
        {
            return double.IsNaN(value) ? "nan"
                : value > 0 ? "inf"
                : "-inf";
        }

        var text = value.ToString("R", CultureInfo.InvariantCulture);
        return text.AsSpan().ContainsAny(".E") ? text : $"{text}.0";
    }

    private static string Key(string key) => key.Length > 0 && key.All(Characters.IsBareKey) ? key : Quote(key);

    private static string Quote(string value)
    {
        var text = new StringBuilder(value.Length + 2).Append('"');
        foreach (var character in value)
        {
            _ = character switch
            {
                '"' => text.Append("\\\""),
                '\\' => text.Append("\\\\"),
                '\n' => text.Append("\\n"),
                '\r' => text.Append("\\r"),
                '\t' => text.Append("\\t"),
                < ' ' or '\u007F' => text.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:X4}"),
                _ => text.Append(character),
            };
        }

        return text.Append('"').ToString();
    }
}
