namespace Phederation.Seccomp.Recording.Notification;

/// <summary>Up to three selected arguments of a call, as a key.</summary>
internal readonly record struct ArgumentValues(int Length, uint First, uint Second, uint Third)
{
    /// <summary>Those that there are.</summary>
    public IReadOnlyList<uint> List() =>
        Length switch
        {
            1 => [First],
            2 => [First, Second],
            _ => [First, Second, Third],
        };
}
