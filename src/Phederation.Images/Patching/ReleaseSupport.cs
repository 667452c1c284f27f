namespace Phederation.Images.Patching;

/// <summary>How long a release of the distribution is supported.</summary>
/// <param name="Codename">The release.</param>
/// <param name="RegularEnd">The end of its regular support; null: none is set yet.</param>
/// <param name="LongTermEnd">The end of its long-term support; null: none is set.</param>
public sealed record ReleaseSupport(string Codename, DateOnly? RegularEnd, DateOnly? LongTermEnd)
{
    /// <summary>The last day that counts under a policy; null: no end is set.</summary>
    public DateOnly? End(PatchPolicy policy) => policy.CountsLongTermSupport ? LongTermEnd ?? RegularEnd : RegularEnd;
}
