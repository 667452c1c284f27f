using System.Text.RegularExpressions;
using Phederation.Seccomp.Recording;
using Phederation.Seccomp.Synthesis;

namespace Phederation.Seccomp.Tests;

public sealed partial class SyscallTableTests
{
    [Theory]
    [InlineData(SyscallAbi.X8664, "/usr/include/x86_64-linux-gnu/asm/unistd_64.h")]
    [InlineData(SyscallAbi.I386, "/usr/include/x86_64-linux-gnu/asm/unistd_32.h")]
    [InlineData(SyscallAbi.X32, "/usr/include/x86_64-linux-gnu/asm/unistd_x32.h")]
    public void Table_against_the_headers_of_this_machine_has_the_same_numbers(SyscallAbi abi, string header)
    {
        Assert.SkipUnless(File.Exists(header), $"{header} is not installed");
        var table = SyscallTable.For(abi);
        var lines = File.ReadLines(header).Select(line => Definition().Match(line)).Where(match => match.Success).ToList();
        Assert.True(lines.Count > 300);
        Assert.Empty(
            lines.Where(match => table.NumberOf(match.Groups[1].Value) != uint.Parse(match.Groups[2].Value)).Select(match => match.Value)
        );
        Assert.DoesNotContain(
            table.Names.Except(lines.Select(match => match.Groups[1].Value)),
            name => table.NumberOf(name) is < 449 and not (335 or 336)
        );
    }

    [Fact]
    public void Table_of_arm_against_the_generic_header_has_the_same_numbers()
    {
        const string header = "/usr/include/asm-generic/unistd.h";
        Assert.SkipUnless(File.Exists(header), $"{header} is not installed");
        var table = SyscallTable.For(SyscallAbi.Aarch64);
        var numbers = File.ReadLines(header).Select(line => Definition().Match(line)).Where(match => match.Success).ToList();
        Assert.True(numbers.Count > 250);
        Assert.Empty(
            numbers
                .Where(match => table.NumberOf(match.Groups[1].Value) is { } number && number != uint.Parse(match.Groups[2].Value))
                .Select(match => match.Value)
        );
    }

    [Theory]
    [InlineData("file_setattr", 469u)]
    [InlineData("mseal", 462u)]
    [InlineData("fchmodat2", 452u)]
    [InlineData("uprobe", 336u)]
    public void Table_knows_the_newest_calls(string name, uint number)
    {
        Assert.Equal(number, SyscallTable.For(SyscallAbi.X8664).NumberOf(name));
        Assert.Equal(name, SyscallTable.For(SyscallAbi.X8664).NameOf(number));
    }

    [Fact]
    public void Number_that_is_not_assigned_is_described_by_itself()
    {
        Assert.Null(SyscallTable.For(SyscallAbi.X8664).NameOf(999));
        Assert.Equal("#999", SyscallTable.For(SyscallAbi.X8664).Describe(999));
        Assert.Null(SyscallTable.For(SyscallAbi.Aarch64).NumberOf("open"));
    }

    [Fact]
    public void Abi_names_read_back()
    {
        foreach (var abi in Enum.GetValues<SyscallAbi>())
        {
            Assert.True(SyscallAbis.TryParse(abi.ToName(), out var parsed));
            Assert.Equal(abi, parsed);
            Assert.True(SyscallAbis.TryParseProfileName(abi.ToProfileName(), out parsed));
            Assert.Equal(abi, parsed);
        }

        Assert.False(SyscallAbis.TryParse("sparc", out _));
    }

    [Theory]
    [InlineData("cves")]
    [InlineData("risk")]
    [InlineData("never")]
    [InlineData("siblings")]
    public void Facts_name_calls_that_exist(string table) =>
        Assert.All(FactTable.Read(table, columns: 64).Select(row => row[0]), name => Assert.True(SyscallTable.IsKnown(name), name));

    [Fact]
    public void Needs_triggers_and_selected_arguments_name_calls_that_exist()
    {
        Assert.All(ArgumentSelection.Names, name => Assert.True(SyscallTable.IsKnown(name), name));
        Assert.All(RuntimeNeeds.AllSites.Needs, need => Assert.True(SyscallTable.IsKnown(need.Name), need.Name));
        Assert.All(
            SiblingRule.All.SelectMany(rule => rule.Triggers).SelectMany(group => group),
            name => Assert.True(SyscallTable.IsKnown(name), name)
        );
    }

    [GeneratedRegex(@"^#define __NR_(\w+)\s+\(?(?:__X32_SYSCALL_BIT \+ )?(\d+)\)?$")]
    private static partial Regex Definition();
}
