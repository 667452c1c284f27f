namespace Phederation.MachineCode.Tests;

public sealed class CodeScanTests
{
    [Theory]
    [InlineData("b8 e7000000 0f05", "231", 0)] // mov eax, 231
    [InlineData("48c7c0 01000000 0f05", "1", 0)] // mov rax, 1
    [InlineData("31c0 0f05", "0", 0)] // xor eax, eax
    [InlineData("ba ca000000 89d0 0f05", "202", 0)] // mov edx, 202; mov eax, edx
    [InlineData("b8 01000000 4889f8 0f05", "", 1)] // mov rax, rdi
    [InlineData("b8 01000000 0f05 0f05", "1", 1)] // the answer of the first is in rax
    [InlineData("b8 01000000 e8 00000000 0f05", "", 1)] // a function in between
    [InlineData("b8 01000000 39c8 85c0 0f05", "1", 0)] // compared only
    [InlineData("b8 01000000 b0 05 0f05", "", 1)] // a part of it
    [InlineData("b8 ffffff7f 0f05", "", 1)] // no number of a call
    [InlineData("48b8 0f050f050f050f05 c3", "", 0)] // within a constant
    public void Number_of_a_call_is_the_constant_that_is_loaded(string code, string numbers, int computed)
    {
        var scan = CodeScan.Of(Bytes(code), 0x1000);
        Assert.Equal(numbers, string.Join(' ', scan.Numbers));
        Assert.Equal(computed, scan.Computed);
    }

    [Fact]
    public void Jumps_calls_and_taken_addresses_lead_on()
    {
        // call +5; jmp +5; je +5; lea rdi, [rip+5]; jmp [rip+5], which leads nowhere that is known
        var scan = CodeScan.Of(Bytes("e8 05000000 e9 05000000 0f84 05000000 488d3d 05000000 ff25 05000000"), 0x1000);
        Assert.Equal([0x100aUL, 0x100f, 0x1015, 0x101c], scan.Targets.Order().ToArray());
    }

    [Fact]
    public void First_argument_is_kept_with_the_function_that_gets_it()
    {
        // mov edi, 324; xor esi, esi; call [rip+16]; mov edi, 5; call +0; mov edi, 7; ret
        var scan = CodeScan.Of(Bytes("bf 44010000 31f6 ff15 10000000 bf 05000000 e8 00000000 bf 07000000 c3"), 0x1000);
        Assert.Equal([(0x1017UL, 5u), (0x101dUL, 324u)], scan.FirstArguments.Order().ToArray());
        // endbr64; bnd jmp [rip+16]
        Assert.Equal([(0x1004UL, 0x101bUL)], CodeScan.Of(Bytes("f30f1efa f2ff25 10000000"), 0x1000).Through);
    }

    private static byte[] Bytes(string text) => Convert.FromHexString(text.Replace(" ", "", StringComparison.Ordinal));
}
