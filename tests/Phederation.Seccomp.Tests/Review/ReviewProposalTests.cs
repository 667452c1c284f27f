using Phederation.Seccomp.Review;
using Phederation.Seccomp.Synthesis;

namespace Phederation.Seccomp.Tests.Review;

public sealed class ReviewProposalTests
{
    private const string Text = """
        # Decided on by hand.

        [[decision]]
        syscalls = ["read", "bpf"] # both
        decision = "accepted"
        reason = "looked at"
        owner = "jane@example.org"
        date = 2026-01-31

        [[decision]]
        syscalls = [
          "write",    # always
          "inotify_init1", "mmap",
        ]
        decision = "accepted"
        reason = "made"
        owner = "security-team"
        date = 2026-01-31

        # The next one goes.
        [[decision]]
        syscalls = ["inotify_add_watch"]
        decision = "accepted"
        reason = "made"
        owner = "security-team"
        date = 2026-01-31

        # A waiver of the future.
        [[decision]]
        syscalls = ["keyctl"]
        decision = "waived"
        reason = "needed"
        owner = "security-team"
        date = 2026-01-31
        expires = 2026-12-31
        """;

    private static readonly DateOnly Today = new(2026, 11, 27);

    [Fact]
    public void Own_proposals_for_calls_that_are_gone_are_taken_back_and_what_people_decided_stays()
    {
        var text = ReviewProposal.Update(Text, [Reason("read"), Reason("write"), Reason("mmap")], Today);

        var review = ReviewFile.Parse(text);
        Assert.Equal(["bpf", "keyctl", "mmap", "read", "write"], review.Decisions.Select(decision => decision.Syscall).Order());
        Assert.Contains("# Decided on by hand.", text, StringComparison.Ordinal);
        Assert.Contains("syscalls = [\"read\", \"bpf\"] # both", text, StringComparison.Ordinal);
        Assert.Contains("\"write\",    # always", text, StringComparison.Ordinal);
        Assert.Contains("# A waiver of the future.", text, StringComparison.Ordinal);
    }

    [Fact]
    public void New_calls_are_proposed_once_and_another_update_changes_nothing()
    {
        IReadOnlyList<SyscallReason> reasons = [Reason("read"), Reason("openat"), Reason("close", SyscallOrigin.Runtime)];

        var text = ReviewProposal.Update("", reasons, Today);

        var review = ReviewFile.Parse(text);
        Assert.Equal(3, review.Decisions.Count);
        Assert.All(review.Decisions, decision => Assert.Equal((ReviewProposal.Owner, Today), (decision.Owner, decision.Date)));
        Assert.Equal(text, ReviewProposal.Update(text, reasons, Today.AddDays(1)));
        Assert.Equal("", ReviewProposal.Update(text, [], Today).Trim());
    }

    private static SyscallReason Reason(string name, SyscallOrigin origin = SyscallOrigin.Observed) =>
        new(name, origin, "seen", [], 1, RiskTier.Low, [], null);
}
