using System.Text.RegularExpressions;

namespace Phederation.Fuzzing.Oracles.Leaks;

/// <summary>Text of a database or of a runtime in an answer.</summary>
internal sealed partial class EngineTextOracle()
    : LeakOracle(
        "engine-text",
        "No answer has the words of the engines below: a database's error, a runtime's exception (CWE-209).",
        FindingSeverity.Warning,
        [
            new LeakPattern("SQLSTATE", SqlState()),
            new LeakPattern("PostgreSQL", Postgres()),
            new LeakPattern("PostgreSQL", PostgresCode()),
            new LeakPattern("database", Databases()),
            new LeakPattern("driver", Drivers()),
            new LeakPattern("exception", Exceptions()),
            new LeakPattern("runtime", Runtimes()),
        ],
        isErrorOnly: false
    )
{
    private const RegexOptions Options = RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture;

    [GeneratedRegex(@"\bSQLSTATE[ \[:(=]{1,3}[0-9A-Z]{5}\b|\bSqlState: ?[0-9A-Z]{5}\b", Options)]
    private static partial Regex SqlState();

    [GeneratedRegex(
        @"\b(relation|column|function|schema|type|operator) ""?[\w.]+""?(\([^)\n]{0,100}\))? does not exist\b|\bcolumn ""?[\w.]+""? of relation ""|\bduplicate key value violates unique constraint|\bviolates (foreign key|check|not-null|exclusion|unique) constraint|\bsyntax error at or near ""|\bnull value in column ""|\binvalid (input syntax for (type )?[a-z]|byte sequence for encoding "")|\bvalue too long for type character|\bcurrent transaction is aborted, commands ignored|\bcanceling statement due to |\bcould not serialize access due to |\bunterminated quoted string at or near|\bpermission denied for (table|relation|schema|sequence|database) |\bFATAL: +(password authentication|role|database|no pg_hba|remaining connection|sorry, too many)|\bDETAIL: +(Key \(|Failing row|Process [0-9])",
        Options
    )]
    private static partial Regex Postgres();

    // Npgsql's own form: "42P01: relation …".
    [GeneratedRegex(
        @"\b(08[0-9]{3}|0A000|22P0[0-9]|25P0[0-9]|28P01|2BP01|3D000|3F000|40P01|42P[0-9]{2}|53[0-9]{3}|54[0-9]{3}|55P0[0-9]|57P0[0-9]|58P0[0-9]|XX00[0-9]|P000[0-9]): [a-z]|\b(21000|22[0-2][0-9]{2}|23[05][0-9]{2}|250[0-9]{2}|4000[1-3]|42[5-8][0-9]{2}|550[0-9]{2}|57014): (duplicate key value|insert or update on table|update or delete on table|null value in|new row for|value too long|numeric field overflow|invalid input|invalid byte|date/time field|integer out of|bigint out of|could not serialize|canceling statement|permission denied for|operator does not|column reference|syntax error at|division by zero|stack depth limit|deadlock detected|cannot insert|must be owner)",
        Options
    )]
    private static partial Regex PostgresCode();

    [GeneratedRegex(
        @"\bORA-[0-9]{5}: |\bYou have an error in your SQL syntax|\bIncorrect syntax near |\bUnclosed quotation mark (after|before)|\bSQLITE_[A-Z]+\b|\bSQL logic error|\bMongoServerError\b|\bMsg [0-9]+, Level [0-9]+, State [0-9]+|\bE11000 duplicate key",
        Options
    )]
    private static partial Regex Databases();

    [GeneratedRegex(
        @"\b(PSQLException|NpgsqlException|PostgresException|SQLServerException|SQLGrammarException|JdbcSQL\w+Exception|BadSqlGrammarException|DataIntegrityViolationException|SQLSyntaxErrorException|DbUpdateException|psycopg2?\.|sqlalchemy\.exc|org\.hibernate\.|com\.zaxxer\.hikari)",
        Options
    )]
    private static partial Regex Drivers();

    [GeneratedRegex(
        @"\b(java|javax|jakarta|org\.(springframework|apache|hl7|ohdsi|eclipse)|com\.(fasterxml|sun|google)|ca\.uhn|kotlin)(\.\w+)*\.[A-Z]\w*(Exception|Error)\b|\b(System|Microsoft)(\.\w+)*\.[A-Z]\w*Exception\b",
        Options
    )]
    private static partial Regex Exceptions();

    [GeneratedRegex(
        @"\bObject reference not set to an instance of an object|\bCannot read propert(y|ies) (of (undefined|null)|'[^'\n]{0,60}' of (undefined|null))|\b(undefined|null) is not (iterable|a function)|\b[\w$]+\.[\w.$]+ is not a function\b|'NoneType' object |\bLineNumber: [0-9]+ \| BytePositionInLine: [0-9]+|\bMaximum call stack size exceeded|\bUnhandledPromiseRejection|\bRangeError: |\bTypeError: |\bReferenceError: |\bNullPointerException\b|\bStackOverflowError\b|\bOutOfMemoryError\b|\bgot multiple values for |\bmaximum recursion depth exceeded|\bnil pointer dereference|\bobject '[\w.]+' not found\b|\bsubscript out of bounds\b",
        Options
    )]
    private static partial Regex Runtimes();
}
