namespace Phederation.Seccomp.Recording.Bpf;

/// <summary>The slots of the array of losses.</summary>
internal enum Loss
{
    Tasks = 0,
    Calls = 1,
    Arguments = 2,
    Denials = 3,
}
