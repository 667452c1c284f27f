namespace Phederation.Seccomp.Recording.Bpf;

/// <summary>What the programs are told while they run.</summary>
internal enum Setting
{
    /// <summary>A moment (ns since the boot): tasks in the scope that were born before it are the container's own, not its runtime's.</summary>
    Begin,

    /// <summary>Whether the service serves; 0 while it starts.</summary>
    IsServing,
}
