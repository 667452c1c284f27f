using Phederation.Fuzzing.Oracles;

namespace Phederation.Fuzzing.Reports;

/// <summary>
/// The numbers that Web Fuzzing Commons has for kinds of faults. Only those that its schema of reports allows (100-104, 200-206) are used, though its list has
/// some more by now: a report that the schema refuses is read by nobody. Where none fits it is one of the numbers that tools give themselves, 900-999.
/// </summary>
internal static class CommonsFault
{
    private const int ServerError = 100;
    private const int WrongAnswer = 101;
    private const int WrongAccepted = 102;
    private const int UseAfterDelete = 103;
    private const int FailedCreation = 104;
    private const int SqlInjection = 200;
    private const int WrongModification = 206;
    private const int Other = 999;

    private static readonly Dictionary<string, int> Numbers = Families();

    /// <summary>The number of a fault.</summary>
    public static int NumberOf(ReportedFault fault)
    {
        var summary = fault.Summary;
        return summary.Key.Oracle switch
        {
            "server-error" when fault.Answer?.Status == 500 => ServerError,
            "content-type" or "fhir-content-type" or "error-outcome" or "error-problem" or "bundle-answer" => WrongAnswer,
            "invalid-accepted" => WrongAccepted,
            // A 404 where 410 would be better is none of it: the lesser findings are about the status.
            "use-after-delete" when summary.Severity >= FindingSeverity.Error => UseAfterDelete,
            "failed-create" => FailedCreation,
            "sql-escaping" => SqlInjection,
            "access-effect" => WrongModification,
            "stranger" when fault.Request is { Method: not ("GET" or "HEAD" or "OPTIONS") } => WrongModification,
            var oracle => Numbers.GetValueOrDefault(oracle, Other),
        };
    }

    // Our own numbers: by what is in danger, so that a reader can sort by them.
    private static Dictionary<string, int> Families()
    {
        (int Number, string[] Oracles)[] families =
        [
            (900, ["crash", "restart", "out-of-memory", "recovery", "exit-code", "survival"]),
            (901, ["server-error", "hang", "broken-answer", "latency"]),
            (902, ["stack-trace", "engine-text", "sql-text", "file-path", "secret", "default-page"]),
            (903, ["stranger", "anonymous", "denied-content", "compartment-leak"]),
            (
                904,
                [
                    "read-after-create",
                    "round-trip",
                    "version",
                    "use-after-delete",
                    "failed-update",
                    "idempotent-put",
                    "if-match",
                    "transaction",
                    "transaction-whole",
                ]
            ),
            (
                905,
                [
                    "search-post",
                    "search-and",
                    "search-or",
                    "search-not",
                    "search-missing",
                    "search-pages",
                    "search-count-zero",
                    "search-sort",
                    "search-after-create",
                    "search-after-delete",
                ]
            ),
            (
                906,
                [
                    "no-body",
                    "head",
                    "conditional-read",
                    "allow",
                    "challenge",
                    "content-length",
                    "single-header",
                    "redirect",
                    "cors",
                    "sniffing",
                    "created",
                    "version-tag",
                    "valid-refused",
                ]
            ),
        ];
        return families.SelectMany(family => family.Oracles.Select(oracle => (oracle, family.Number))).ToDictionary(StringComparer.Ordinal);
    }
}
