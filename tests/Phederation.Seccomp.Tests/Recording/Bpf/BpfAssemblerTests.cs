using Phederation.Seccomp.Recording.Bpf;

namespace Phederation.Seccomp.Tests.Recording.Bpf;

public sealed class BpfAssemblerTests
{
    [Fact]
    public void Instructions_have_the_kernels_encoding()
    {
        var code = new BpfAssembler();
        code.Move(BpfRegister.Saved6, BpfRegister.Arg1);
        code.Move(BpfRegister.Result, -1);
        code.Load64(BpfRegister.Arg1, BpfRegister.Saved6, 8);
        code.Store32(BpfRegister.Frame, -4, BpfRegister.Arg1);
        code.Call(BpfHelper.MapLookup);
        code.AtomicFetchAdd64(BpfRegister.Saved8, 0, BpfRegister.Arg1);
        code.Exit();
        Assert.Equal(
            [
                0x0000_0000_0000_16bf,
                0xffff_ffff_0000_00b7,
                0x0000_0000_0008_6179,
                0x0000_0000_fffc_1a63,
                0x0000_0001_0000_0085,
                0x0000_0001_0000_18db,
                0x0000_0000_0000_0095,
            ],
            code.Assemble()
        );
    }

    [Fact]
    public void Wide_values_and_maps_take_two_instructions()
    {
        var code = new BpfAssembler();
        code.Move64(BpfRegister.Arg2, 0x1122_3344_5566_7788);
        code.MoveMap(BpfRegister.Arg1, 7);
        Assert.Equal([0x5566_7788_0000_0218, 0x1122_3344_0000_0000, 0x0000_0007_0000_1118, 0], code.Assemble());
    }

    [Fact]
    public void Jumps_reach_their_labels()
    {
        var code = new BpfAssembler();
        code.JumpIfEqual(BpfRegister.Arg1, 5, "end");
        code.Move(BpfRegister.Result, 0);
        code.Label("end");
        code.Exit();
        Assert.Equal(0x0000_0005_0001_0115UL, code.Assemble()[0]);
    }

    [Fact]
    public void Label_that_is_missing_or_behind_is_an_error()
    {
        var missing = new BpfAssembler();
        missing.Jump("nowhere");
        Assert.Contains("nowhere", Assert.Throws<InvalidOperationException>(missing.Assemble).Message, StringComparison.Ordinal);
        var behind = new BpfAssembler();
        behind.Label("start");
        behind.Jump("start");
        Assert.Throws<InvalidOperationException>(behind.Assemble);
    }
}
