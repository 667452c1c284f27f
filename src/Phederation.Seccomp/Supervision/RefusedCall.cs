namespace Phederation.Seccomp.Supervision;

/// <summary>A call of a start that was made by a service after it was healthy, and refused.</summary>
/// <param name="Container">The container's ID.</param>
/// <param name="Syscall">The call's name.</param>
/// <param name="Thread">The name of the thread that made it first.</param>
/// <param name="Count">How often it was made.</param>
public sealed record RefusedCall(string Container, string Syscall, string Thread, ulong Count);
