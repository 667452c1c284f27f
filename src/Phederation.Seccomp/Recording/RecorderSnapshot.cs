namespace Phederation.Seccomp.Recording;

/// <summary>Everything recorded since the start, at one moment. Lists are sorted, so that equal recordings print alike.</summary>
/// <param name="Calls">Calls that passed the filter, by (ABI, number, runtime or program).</param>
/// <param name="Arguments">Scalar arguments of the calls that <see cref="ArgumentSelection" /> names.</param>
/// <param name="Denials">Calls that the filter denied, by (ABI, number, errno).</param>
/// <param name="Losses">What could not be kept.</param>
public sealed record RecorderSnapshot(
    IReadOnlyList<SyscallRecord> Calls,
    IReadOnlyList<ArgumentRecord> Arguments,
    IReadOnlyList<DenialRecord> Denials,
    RecorderLosses Losses
)
{
    /// <summary>A recording without any event.</summary>
    public static RecorderSnapshot Empty { get; } = new([], [], [], RecorderLosses.None);

    /// <summary>The denials that came after an earlier snapshot, each with the count since then.</summary>
    public IReadOnlyList<DenialRecord> DenialsSince(RecorderSnapshot earlier)
    {
        var before = earlier.Denials.ToDictionary(denial => (denial.Abi, denial.Number, denial.Errno), denial => denial.Count);
        return
        [
            .. Denials
                .Select(denial =>
                    denial with
                    {
                        Count = denial.Count - before.GetValueOrDefault((denial.Abi, denial.Number, denial.Errno)),
                    }
                )
                .Where(denial => denial.Count > 0),
        ];
    }
}
