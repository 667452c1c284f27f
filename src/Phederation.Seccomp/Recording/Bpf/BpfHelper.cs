namespace Phederation.Seccomp.Recording.Bpf;

/// <summary>The kernel's helper functions that the programs call (<c>enum bpf_func_id</c>).</summary>
internal enum BpfHelper
{
    MapLookup = 1,
    MapUpdate = 2,
    MonotonicNanoseconds = 5,
    CurrentProcessThreadId = 14,
    CurrentName = 16,
    ReadKernel = 113,
    TaskStorage = 156,
    CurrentTask = 158,
    TaskRegisters = 175,
}
