using Phederation.Text;

namespace Phederation.Seccomp.Review;

/// <summary>
/// The decisions of a security team about an image's profile (<c>profiles/NAME/review.toml</c>): a list of <c>[[decision]]</c> tables, each for one or
/// more calls, with decision, reason, owner, date and, for a waiver, the day it ends.
/// </summary>
public sealed class ReviewFile
{
    private readonly Dictionary<string, ReviewDecision> _decisions;

    private ReviewFile(Dictionary<string, ReviewDecision> decisions) => _decisions = decisions;

    /// <summary>A review in which nothing is decided yet.</summary>
    public static ReviewFile Empty { get; } = new([]);

    /// <summary>All decisions, in the order of the file.</summary>
    public IReadOnlyCollection<ReviewDecision> Decisions => _decisions.Values;

    /// <summary>Reads a review; a file that is not there is an empty one.</summary>
    /// <exception cref="TomlException">It is no review: says file, line, column, what and how to mend it.</exception>
    public static ReviewFile Load(string path) => File.Exists(path) ? Read(Toml.Load(path)) : Empty;

    /// <inheritdoc cref="Load" />
    public static ReviewFile Parse(string text, string file = "review.toml") => Read(Toml.Parse(text, file));

    /// <summary>The decision about a call, or null.</summary>
    public ReviewDecision? For(string syscall) => _decisions.GetValueOrDefault(syscall);

    private static ReviewFile Read(TomlTable root)
    {
        root.RejectUnknown("decision");
        var decisions = new Dictionary<string, ReviewDecision>(StringComparer.Ordinal);
        foreach (var table in root.OptionalTables("decision"))
        {
            table.RejectUnknown("syscalls", "decision", "reason", "owner", "date", "expires");
            var kind = table.String("decision") switch
            {
                "accepted" => ReviewDecisionKind.Accepted,
                "waived" => ReviewDecisionKind.Waived,
                var other => throw table.Error("decision", $"'{other}' is no decision; write \"accepted\" or \"waived\""),
            };
            var expires = table.ContainsKey("expires") ? Date(table, "expires") : (DateOnly?)null;
            if (kind == ReviewDecisionKind.Waived && expires is null)
            {
                throw table.Error("expires", "a waiver needs the day it ends; write expires = 2027-01-31");
            }

            var common = (Reason: Words(table, "reason"), Owner: Words(table, "owner"), Date: Date(table, "date"));
            foreach (var syscall in table.Strings("syscalls"))
            {
                if (!SyscallTable.IsKnown(syscall.Split(':')[0]))
                {
                    throw table.Error("syscalls", $"no kernel has a call '{syscall}'; check the spelling");
                }

                var decision = new ReviewDecision(syscall, kind, common.Reason, common.Owner, common.Date, expires, table.Location);
                if (!decisions.TryAdd(syscall, decision))
                {
                    throw table.Error(
                        "syscalls",
                        $"'{syscall}' is already decided at line {decisions[syscall].Location.Line}; keep one of the two"
                    );
                }
            }
        }

        return new ReviewFile(decisions);
    }

    private static string Words(TomlTable table, string key)
    {
        var text = table.String(key).Trim();
        return text.Length > 0 ? text : throw table.Error(key, "it is empty; write it in words");
    }

    private static DateOnly Date(TomlTable table, string key) =>
        table.DateTime(key) is { Date: { } date, Time: null }
            ? date
            : throw table.Error(key, "a date without a time is expected; write 2026-01-31");
}
