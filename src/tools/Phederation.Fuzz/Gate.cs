using Phederation.Fuzzing.Buckets;
using Phederation.Fuzzing.Journals;
using Phederation.Site;

namespace Phederation.Fuzz;

/// <summary>Whether what was found fails a command.</summary>
internal static class Gate
{
    /// <summary>The exit code: faults that were confirmed count, flaky ones and those that were not tried again don't.</summary>
    public static int Judge(IReadOnlyList<BucketSummary> buckets, FailOn failOn) =>
        failOn != FailOn.Never && buckets.Any(bucket => bucket.Verdict == BucketVerdict.Confirmed && (int)bucket.Severity >= (int)failOn)
            ? ExitCode.GateFailed
            : ExitCode.Success;
}
