using Phederation.Seccomp.Review;
using Phederation.Seccomp.Synthesis;
using Phederation.Testing;
using Phederation.Text;

namespace Phederation.Seccomp.Tests.Review;

public sealed class ReviewTests
{
    private const string Accepted = """
        [[decision]]
        syscalls = ["read", "write"]
        decision = "accepted"
        reason = "every program"
        owner = "security"
        date = 2026-01-31

        """;

    private const string Waived = """
        [[decision]]
        syscalls = ["keyctl"]
        decision = "waived"
        reason = "the keyring of Kerberos"
        owner = "security"
        date = 2026-01-31
        expires = 2026-12-31

        """;

    private static readonly DateOnly Today = new(2026, 6, 1);

    [Fact]
    public void Review_is_read_by_syscall()
    {
        var review = ReviewFile.Parse(Accepted + Waived);
        Assert.Equal(3, review.Decisions.Count);
        Assert.Equal(
            ("every program", "security", new DateOnly(2026, 1, 31)),
            (review.For("write")!.Reason, review.For("write")!.Owner, review.For("write")!.Date)
        );
        Assert.Equal(ReviewDecisionKind.Waived, review.For("keyctl")!.Kind);
        Assert.False(review.For("keyctl")!.IsExpired(new DateOnly(2026, 12, 31)));
        Assert.True(review.For("keyctl")!.IsExpired(new DateOnly(2027, 1, 1)));
        Assert.Null(review.For("kill"));
    }

    [Fact]
    public void Review_that_is_not_there_decides_nothing()
    {
        using var folder = new TempFolder();
        Assert.Empty(ReviewFile.Load(folder["review.toml"]).Decisions);
        folder.Write("review.toml", Accepted);
        Assert.Equal(2, ReviewFile.Load(folder["review.toml"]).Decisions.Count);
    }

    [Theory]
    [InlineData("\"read\"", "\"raed\"", 2, "raed")]
    [InlineData("\"accepted\"", "\"fine\"", 3, "fine")]
    [InlineData("\"accepted\"", "\"waived\"", 1, "the day it ends")]
    [InlineData("\"every program\"", "\" \"", 4, "empty")]
    [InlineData("2026-01-31", "\"2026-01-31\"", 6, "date")]
    [InlineData("2026-01-31", "2026-01-31T00:00:00Z", 6, "without a time")]
    [InlineData("owner =", "owners =", 5, "owner")]
    [InlineData("\"read\", \"write\"", "\"read\", \"read\"", 2, "already decided")]
    public void Review_with_an_error_is_refused_at_its_line(string old, string changed, int line, string message)
    {
        var error = Assert.Throws<TomlException>(() =>
            ReviewFile.Parse(Accepted.Replace(old, changed, StringComparison.Ordinal), "review.toml")
        );
        Assert.Equal((line, "review.toml"), (error.Line, error.File));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_of_a_complete_review_finds_nothing() =>
        Assert.Empty(ReviewCheck.Run([Reason("read"), Reason("write"), Reason("keyctl")], ReviewFile.Parse(Accepted + Waived), Today));

    [Fact]
    public void Check_finds_what_is_undecided_stale_expired_or_wrongly_accepted()
    {
        var review = ReviewFile.Parse(Accepted + Waived + Accepted.Replace("\"read\", \"write\"", "\"bpf\"", StringComparison.Ordinal));
        var findings = ReviewCheck.Run([Reason("read"), Reason("kill"), Reason("keyctl"), Reason("bpf")], review, new DateOnly(2027, 2, 1));
        Assert.Equal(
            [("undecided", "kill"), ("expired", "keyctl"), ("never-allow", "bpf"), ("stale", "write")],
            findings.Select(finding => (finding.Code, finding.Subject))
        );
        Assert.Contains("review.toml:1:", findings[3].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Table_puts_the_dangerous_first_and_tells_who_decided()
    {
        var lines = ReviewTable.Write([Reason("read"), Reason("socket"), Reason("openat")], ReviewFile.Parse(Accepted)).Split('\n');
        Assert.StartsWith("socket high", lines[0], StringComparison.Ordinal);
        Assert.EndsWith("1 CVE; undecided", lines[0], StringComparison.Ordinal);
        Assert.EndsWith("accepted by security", lines[2], StringComparison.Ordinal);
    }

    private static SyscallReason Reason(string name) =>
        new(name, SyscallOrigin.Observed, "app", [], 1, SyscallRisk.TierOf(name), SyscallRisk.VulnerabilitiesOf(name), ArgumentRule: null);
}
