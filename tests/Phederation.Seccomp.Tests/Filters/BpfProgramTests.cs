using Phederation.Seccomp.Filters;

namespace Phederation.Seccomp.Tests.Filters;

public sealed class BpfProgramTests
{
    private static readonly SeccompData Call = new(257, 0xC000003E, [1, 2, 0x5_0000_0003, 4, 5, ulong.MaxValue]);

    [Theory]
    [InlineData("20 0 0 0 16 0 0 0", 257u)] // ld nr; ret a
    [InlineData("20 0 0 4 16 0 0 0", 0xC000003Eu)]
    [InlineData("20 0 0 8 16 0 0 0", 0u)]
    [InlineData("20 0 0 20 16 0 0 0", 3u)] // arg2, low half at 32
    [InlineData("20 0 0 24 16 0 0 0", 5u)]
    [InlineData("20 0 0 3c 16 0 0 0", uint.MaxValue)]
    [InlineData("80 0 0 0 16 0 0 0", 64u)] // the size of what is seen
    [InlineData("0 0 0 7 7 0 0 0 0 0 0 5 c 0 0 0 16 0 0 0", 12u)] // ld #7; tax; ld #5; add x
    [InlineData("0 0 0 7 2 0 0 3 0 0 0 1 61 0 0 3 87 0 0 0 16 0 0 0", 7u)] // st M[3]; ldx M[3]; txa
    [InlineData("0 0 0 7 14 0 0 9 16 0 0 0", 0xFFFFFFFEu)]
    [InlineData("0 0 0 7 24 0 0 3 16 0 0 0", 21u)]
    [InlineData("0 0 0 7 34 0 0 2 16 0 0 0", 3u)]
    [InlineData("0 0 0 7 3c 0 0 0 16 0 0 0", 0u)] // by the index, which is 0
    [InlineData("0 0 0 5 44 0 0 2 16 0 0 0", 7u)]
    [InlineData("0 0 0 6 54 0 0 3 16 0 0 0", 2u)]
    [InlineData("0 0 0 1 64 0 0 4 16 0 0 0", 16u)]
    [InlineData("0 0 0 10 74 0 0 4 16 0 0 0", 1u)]
    [InlineData("0 0 0 1 84 0 0 0 16 0 0 0", uint.MaxValue)]
    [InlineData("0 0 0 6 a4 0 0 3 16 0 0 0", 5u)]
    [InlineData("5 0 0 1 6 0 0 1 6 0 0 2", 2u)]
    [InlineData("20 0 0 0 15 0 1 101 6 0 0 1 6 0 0 2", 1u)]
    [InlineData("20 0 0 0 25 0 1 101 6 0 0 1 6 0 0 2", 2u)]
    [InlineData("20 0 0 0 35 0 1 101 6 0 0 1 6 0 0 2", 1u)]
    [InlineData("20 0 0 0 45 0 1 100 6 0 0 1 6 0 0 2", 1u)]
    public void Program_is_run_as_the_kernel_does(string program, uint expected) => Assert.Equal(expected, Parse(program).Run(Call));

    [Theory]
    [InlineData("20 0 0 0", "ends without a return")]
    [InlineData("5 0 0 8 6 0 0 0", "ends without a return")]
    [InlineData("28 0 0 0 6 0 0 0", "not known")] // ldh
    [InlineData("30 0 0 0 6 0 0 0", "not known")] // ldb
    [InlineData("20 0 0 2 6 0 0 0", "offset")]
    [InlineData("20 0 0 40 6 0 0 0", "offset")]
    [InlineData("2 0 0 10 6 0 0 0", "not known")]
    [InlineData("94 0 0 0 6 0 0 0", "not known")]
    [InlineData("50 0 0 0 6 0 0 0", "not known")]
    public void Program_that_the_kernel_would_not_take_is_refused(string program, string message)
    {
        var fault = Record.Exception(() => Parse(program).Run(Call));
        Assert.IsType<InvalidDataException>(fault);
        Assert.Contains(message, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Bytes_that_are_no_program_are_refused()
    {
        Assert.Throws<InvalidDataException>(() => BpfProgram.Parse([]));
        Assert.Throws<InvalidDataException>(() => BpfProgram.Parse(new byte[12]));
        Assert.Throws<InvalidDataException>(() => BpfProgram.Parse(new byte[8 * 4097]));
    }

    [Fact]
    public void Text_names_fields_calls_jumps_and_verdicts() =>
        Assert.Equal(
            """
            0000: ld arch
            0001: jeq #0xc000003e → 0002, else 0006
            0002: ld nr
            0003: jeq #257 (openat) → 0005, else 0004
            0004: jge #0x1000 → 0006, else 0005
            0005: ret allow
            0006: ret ENOSYS

            """,
            BpfText.Of(Parse("20 0 0 4 15 0 4 c000003e 20 0 0 0 15 1 0 101 35 1 0 1000 6 0 0 7fff0000 6 0 0 50026"), SyscallAbi.X8664)
        );

    /// <summary>Four hexadecimal numbers an instruction: code, jt, jf, k.</summary>
    private static BpfProgram Parse(string text)
    {
        var numbers = text.Split(' ').Select(word => Convert.ToUInt32(word, 16)).ToList();
        var bytes = new List<byte>();
        for (var at = 0; at < numbers.Count; at += 4)
        {
            bytes.AddRange(BitConverter.GetBytes((ushort)numbers[at]));
            bytes.Add((byte)numbers[at + 1]);
            bytes.Add((byte)numbers[at + 2]);
            bytes.AddRange(BitConverter.GetBytes(numbers[at + 3]));
        }

        return BpfProgram.Parse([.. bytes]);
    }
}
