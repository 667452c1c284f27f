using System.Text.RegularExpressions;
using Phederation.Fuzzing.Oracles.Reading;

namespace Phederation.Fuzzing.Oracles.Leaks;

/// <summary>Something in an answer that opens doors.</summary>
internal sealed partial class SecretOracle()
    : LeakOracle(
        "secret",
        "No answer has a password, a key or another's token (CWE-200, CWE-522).",
        FindingSeverity.Critical,
        [
            new LeakPattern("private key", PrivateKey()),
            new LeakPattern("connection", Connection()),
            new LeakPattern("connection", Address()),
            new LeakPattern("cloud key", CloudKey()),
            new LeakPattern("token", Token()),
            new LeakPattern("setting", Setting()),
            new LeakPattern("password hash", Hash()),
        ],
        isErrorOnly: false
    )
{
    private const RegexOptions Options = RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture;
    private const int ShownLength = 12;

    // Signing in is asked for a token, and gives one.
    private static readonly string[] Givers = ["login", "token", "refresh", "session", "signin", "sign-in", "auth"];

    // What an actor of ours proves itself with is masked in the answer, and noted: no pattern would know it.
    protected override Finding? Judge(RunReading run, Exchange exchange) =>
        exchange.Answer.Revealed is [var owner, ..] && !IsGiver(exchange)
            ? exchange.Found(
                this,
                FindingSeverity.Critical,
                $"The answer to {exchange.Line} ({exchange.Answer.Status}) by {exchange.Sent.Actor} has what {owner} proves itself with (masked here).",
                owner == exchange.Sent.Actor ? "credentials of who asks" : "credentials of another"
            )
            : base.Judge(run, exchange);

    protected override bool IsLeak(Exchange exchange, string match) =>
        !match.StartsWith("eyJ", StringComparison.Ordinal) || !IsGiver(exchange);

    // A report is read by more people than may have the secret.
    protected override string Shown(string quote) =>
        quote.Length > ShownLength ? quote[..ShownLength] + "…" : quote[..(quote.Length / 2)] + "…";

    private static bool IsGiver(Exchange exchange) =>
        Givers.Any(giver => exchange.Sent.Path.Split('?')[0].Contains(giver, StringComparison.OrdinalIgnoreCase));

    [GeneratedRegex(@"-----BEGIN ([A-Z]+ )*PRIVATE KEY-----", Options)]
    private static partial Regex PrivateKey();

    [GeneratedRegex(
        @"\b([Pp]assword|PASSWORD|[Pp]wd)=[^;\s""'&<>*]{3,}(;|$)|\b(Host|Server|Data Source)=[^;\s]+;[^\n]{0,200}\b(Password|Pwd)=[^;\s*]{2,}",
        Options
    )]
    private static partial Regex Connection();

    [GeneratedRegex(
        @"\b(postgres(ql)?|mysql|mongodb(\+srv)?|redis|amqp|ldaps?|https?|jdbc:[a-z]+)://[^\s/:@""'<>]{1,64}:[^\s/:@""'<>*]{1,128}@[\w.-]+",
        Options
    )]
    private static partial Regex Address();

    [GeneratedRegex(
        @"\b(AKIA|ASIA)[0-9A-Z]{16}\b|\bgh[pousr]_[0-9A-Za-z]{36,}\b|\bxox[baprs]-[0-9A-Za-z-]{20,}|\bAIza[0-9A-Za-z_-]{35}\b",
        Options
    )]
    private static partial Regex CloudKey();

    [GeneratedRegex(@"\beyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{20,}", Options)]
    private static partial Regex Token();

    [GeneratedRegex(@"\b[A-Z][A-Z0-9_]*(PASSWORD|SECRET|TOKEN|API_?KEY|PRIVATE_KEY)=[^\s""'<>*]{4,}", Options)]
    private static partial Regex Setting();

    [GeneratedRegex(
        @"\$2[aby]\$[0-9]{2}\$[./0-9A-Za-z]{53}|\$argon2(id|i|d)\$v=[0-9]+\$|\$6\$[./0-9A-Za-z]{1,16}\$[./0-9A-Za-z]{86}|\bSCRAM-SHA-256\$[0-9]+:",
        Options
    )]
    private static partial Regex Hash();
}
