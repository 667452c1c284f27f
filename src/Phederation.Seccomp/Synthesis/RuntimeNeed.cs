namespace Phederation.Seccomp.Synthesis;

/// <summary>A call that the container runtime makes after it loaded the container's filter.</summary>
/// <param name="Runtime">The runtime: <c>runc</c>.</param>
/// <param name="Since">The first version known to make it.</param>
/// <param name="Name">The call.</param>
/// <param name="Reason">What for.</param>
public sealed record RuntimeNeed(string Runtime, Version Since, string Name, string Reason)
{
    /// <inheritdoc />
    public override string ToString() => $"{Runtime} from {Since}: {Reason}";
}
