namespace Phederation.Seccomp.Recording.Bpf;

/// <summary>The kinds of maps that the recorder uses (<c>enum bpf_map_type</c>).</summary>
internal enum BpfMapKind
{
    Hash = 1,
    Array = 2,
    TaskStorage = 29,
}
