using System.Text.RegularExpressions;

namespace Phederation.Fuzzing.Oracles.Leaks;

/// <summary>A path of the server's files in the text of an error.</summary>
internal sealed partial class FilePathOracle()
    : LeakOracle(
        "file-path",
        "No error names the server's files (CWE-209, CWE-497).",
        FindingSeverity.Warning,
        [new LeakPattern("folder", Folder()), new LeakPattern("source", Source()), new LeakPattern("Windows", Windows())],
        isErrorOnly: true
    )
{
    private const RegexOptions Options = RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.Multiline;

    // Not within an address or a longer path: those begin before.
    [GeneratedRegex(
        @"(^|[^\w/:.%#-])/(usr/(lib|lib64|share|local|bin|sbin|src)|home/[\w.-]+|var/(lib|log|www|run|tmp|cache|opt)|etc|root|proc/(self|[0-9]+)|run/(secrets|lock))/[\w.@+-]+",
        Options
    )]
    private static partial Regex Folder();

    [GeneratedRegex(
        @"(^|[^\w/:.%#-])/([\w.@+-]+/){1,30}[\w.@+-]+\.(cs|java|jar|war|class|kt|dll|exe|so|js|mjs|cjs|ts|py|pyc|rb|php|go|rs|R|rds|sql|yml|yaml|properties|conf|ini|env|pem|key|db|sqlite|log)\b|\b(node_modules|WEB-INF|site-packages)/[\w.@+-]+",
        Options
    )]
    private static partial Regex Source();

    [GeneratedRegex(
        @"\b[A-Za-z]:\\(Users|Windows|Program Files|ProgramData|inetpub|src|build|agent|app)\b[^\s""'<>]*|\\\\[\w.-]+\\[\w$.-]+\\[\w.-]+",
        Options
    )]
    private static partial Regex Windows();
}
