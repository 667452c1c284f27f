using System.Text.RegularExpressions;

namespace Phederation.Fuzzing.Oracles.Leaks;

/// <summary>SQL in the text of an error.</summary>
internal sealed partial class SqlTextOracle()
    : LeakOracle(
        "sql-text",
        "No error has the SQL that was carried out (CWE-209).",
        FindingSeverity.Warning,
        [
            new LeakPattern("select", Select()),
            new LeakPattern("select", SelectSmall()),
            new LeakPattern("insert", Insert()),
            new LeakPattern("update", Update()),
            new LeakPattern("delete", Delete()),
        ],
        isErrorOnly: true
    )
{
    private const RegexOptions Options = RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.Singleline;

    // In capitals nobody writes a sentence so; in small letters it takes more to be SQL and not "select one from the list".
    [GeneratedRegex(@"\bSELECT\s[^\u001e]{1,600}?\sFROM\s+[""\w.\[(@]+", Options)]
    private static partial Regex Select();

    [GeneratedRegex(
        @"\bselect\s+(\*|[\w.""]+(\s*,\s*[\w.""]+)*)\s+from\s+[""\w.]+(\s+(as\s+)?\w+)?\s+where\s+[\w."":]+\s*(=|<|>|!=|in\s*\(|is\s+(not\s+)?null\b|like\s+['%$:?@])|\bselect\s+(\*|\w+\.[\w.""*]+|[\w.""]+(\s*,\s*[\w.""]+)+)\s+from\s+[""\w.]+(\s+(as\s+)?\w+)?\s+(limit\s+[0-9$?]|order\s+by\s|group\s+by\s|(inner\s+|left\s+)?join\s)",
        Options
    )]
    private static partial Regex SelectSmall();

    [GeneratedRegex(
        @"\b(INSERT INTO|insert into)\s+[""\w.\[\]]+\s*(\([\w"",\s\[\].]+\)\s*(VALUES|values|SELECT|select)\b|VALUES\s*\(|values\s*\()",
        Options
    )]
    private static partial Regex Insert();

    [GeneratedRegex(@"\b(UPDATE|update)\s+[""\w.\[\]]+\s+(SET|set)\s+[""\w.\[\]]+\s*=", Options)]
    private static partial Regex Update();

    [GeneratedRegex(@"\bDELETE FROM\s+[""\w.\[]+|\bdelete from\s+[""\w.]+\s+where\s+[\w."":]+\s*(=|<|>|in\s*\()", Options)]
    private static partial Regex Delete();
}
