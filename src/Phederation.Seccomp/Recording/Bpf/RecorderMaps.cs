using Microsoft.Win32.SafeHandles;

namespace Phederation.Seccomp.Recording.Bpf;

/// <summary>The recorder's state in the kernel.</summary>
internal sealed class RecorderMaps : IDisposable
{
    public const int CallKeyLength = 8;
    public const int DenialKeyLength = 16;
    public const int ArgumentKeyLength = 32;

    public RecorderMaps(EbpfRecorderOptions options)
    {
        using var btf = BpfSystem.LoadBtf(MapBtf.Image);
        Tasks = BpfSystem.CreateMap(BpfMapKind.TaskStorage, "phed_tasks", sizeof(int), sizeof(ulong), 0, btf);
        Calls = BpfSystem.CreateMap(BpfMapKind.Array, "phed_calls", sizeof(int), CallSlots.Length, CallSlots.Total);
        Settings = BpfSystem.CreateMap(BpfMapKind.Array, "phed_settings", sizeof(int), sizeof(ulong), Enum.GetValues<Setting>().Length);
        Serving = BpfSystem.CreateMap(BpfMapKind.Array, "phed_serving", sizeof(int), sizeof(ulong), CallSlots.PerBank);
        Losses = BpfSystem.CreateMap(BpfMapKind.Array, "phed_losses", sizeof(int), sizeof(ulong), Enum.GetValues<Loss>().Length);
        Unassigned = BpfSystem.CreateMap(BpfMapKind.Hash, "phed_unassigned", CallKeyLength, Tally.Length, options.UnassignedCapacity);
        Arguments = BpfSystem.CreateMap(BpfMapKind.Hash, "phed_arguments", ArgumentKeyLength, Tally.Length, options.ArgumentCapacity);
        Denials = BpfSystem.CreateMap(BpfMapKind.Hash, "phed_denials", DenialKeyLength, Tally.Length, options.DenialCapacity);
    }

    /// <summary>Per task: the bits of <see cref="TaskState" />. A task that has an entry is in scope for the rest of its life.</summary>
    public SafeFileHandle Tasks { get; }

    /// <summary>Per <see cref="CallSlots" />: a tally and masks.</summary>
    public SafeFileHandle Calls { get; }

    /// <summary>Per <see cref="Setting" />: a number that may change while the programs run.</summary>
    public SafeFileHandle Settings { get; }

    /// <summary>Per (ABI, number): how often the container's own programs called it while the service served.</summary>
    public SafeFileHandle Serving { get; }

    /// <summary>Per <see cref="Loss" />: a count.</summary>
    public SafeFileHandle Losses { get; }

    /// <summary>(runtime and ABI, number) → tally, for numbers beyond the slots.</summary>
    public SafeFileHandle Unassigned { get; }

    /// <summary>(runtime and ABI, number, six masked arguments) → tally.</summary>
    public SafeFileHandle Arguments { get; }

    /// <summary>(runtime and ABI, number, errno or 0 for a kill, 0) → tally.</summary>
    public SafeFileHandle Denials { get; }

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var map in new[] { Tasks, Calls, Settings, Serving, Losses, Unassigned, Arguments, Denials })
        {
            map.Dispose();
        }
    }
}
