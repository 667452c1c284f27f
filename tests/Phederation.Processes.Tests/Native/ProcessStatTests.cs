using Phederation.Processes.Native;

namespace Phederation.Processes.Tests.Native;

public sealed class ProcessStatTests
{
    [Fact]
    public void Name_with_spaces_and_parentheses_does_not_shift_the_fields()
    {
        var stat = ProcessStat.Parse("42 (a) S 1 (b) R 7 8 9 0 -1 4194304 1 0 0 0 0 0 0 0 20 0 1 0 12345 1000 10 0\n");

        Assert.Equal(new ProcessStat(42, 'R', 7, 9, 12345), stat);
    }

    [Theory]
    [InlineData("")]
    [InlineData("42 (a")]
    [InlineData("42 (a) R 7 8 9")]
    [InlineData("x (a) R 7 8 9 0 -1 4194304 1 0 0 0 0 0 0 0 20 0 1 0 12345 1000")]
    public void Line_of_another_form_is_no_process(string line) => Assert.Null(ProcessStat.Parse(line));

    [Fact]
    public void Process_that_is_not_there_is_null() => Assert.Null(ProcessStat.Read(int.MaxValue));
}
