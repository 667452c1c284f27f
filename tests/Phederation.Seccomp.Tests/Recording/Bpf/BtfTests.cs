using Phederation.Seccomp.Recording.Bpf;

namespace Phederation.Seccomp.Tests.Recording.Bpf;

public sealed class BtfTests
{
    private const string Kernel = "/sys/kernel/btf/vmlinux";

    [Fact]
    public void Types_of_this_kernel_are_found_through_nested_and_anonymous_members()
    {
        var btf = Read();
        Assert.Equal(8, btf.OffsetOf("list_head", "prev"));
        Assert.True(btf.OffsetOf("task_struct", "seccomp", "mode") > 0);
        Assert.True(btf.ValueOf("bpf_map_type", "BPF_MAP_TYPE_ARRAY") == (int)BpfMapKind.Array);
        Assert.Equal((int)BpfMapKind.TaskStorage, btf.ValueOf("bpf_map_type", "BPF_MAP_TYPE_TASK_STORAGE"));
        Assert.True(btf.Find(BtfKind.Typedef, "btf_trace_sys_enter") > 0);
    }

    [Fact]
    public void What_the_kernel_lacks_is_named()
    {
        var btf = Read();
        Assert.Contains("no_such_struct", Error(() => btf.OffsetOf("no_such_struct")), StringComparison.Ordinal);
        Assert.Contains("no_such_member", Error(() => btf.OffsetOf("task_struct", "no_such_member")), StringComparison.Ordinal);
        Assert.Contains("NO_VALUE", Error(() => btf.ValueOf("bpf_map_type", "NO_VALUE")), StringComparison.Ordinal);
    }

    [Fact]
    public void Bytes_that_are_no_btf_are_refused()
    {
        Assert.Throws<InvalidDataException>(() => new Btf([]));
        Assert.Throws<InvalidDataException>(() => new Btf(new byte[1000]));
        Assert.Throws<InvalidDataException>(() => new Btf(MapBtf.Image[..^4]));
    }

    [Fact]
    public void Own_types_are_read_back()
    {
        var btf = new Btf(MapBtf.Image);
        Assert.Equal(MapBtf.KeyType, btf.Find(BtfKind.Int, "u32"));
        Assert.Equal(MapBtf.ValueType, btf.Find(BtfKind.Int, "u64"));
    }

    private static Btf Read()
    {
        Assert.SkipUnless(File.Exists(Kernel), $"the kernel has no {Kernel}");
        return new Btf(File.ReadAllBytes(Kernel));
    }

    private static string Error(Func<object> read) => Assert.Throws<InvalidDataException>(() => read()).Message;
}
