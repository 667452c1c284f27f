using System.Text;
using Phederation.Testing;

namespace Phederation.Text.Tests;

public sealed class TomlLimitTests
{
    private const int MostBytes = 4 * 1024 * 1024;

    // What would take hours if any of it took time by the square of its length. Begun, repeated up to the limit, ended.
    public static TheoryData<string, string, string> LargeDocuments { get; } =
        new()
        {
            { "", "#", "" },
            { "", "\n", "" },
            { "", "\r\n", "" },
            { "a = \"", "x", "\"" },
            { "a = \"", "\\n", "\"" },
            { "a = \"\"\"", "\"\"x", "\"\"\"" },
            { "a = \"\"\"", "\\\n", "\"\"\"" },
            { "a = \"\"\"", "\\ ", "\"\"\"" },
            { "a = \"\"\"", "\n", "" },
            { "a = '''", "''\n", "'''" },
            { "a = 0.", "1", "" },
            { "a = ", "1_", "1" },
            { "a = 0x", "0", "1" },
            { "a = 07:32:00.", "9", "" },
            { "a = 1979-05-27", " ", "" },
            { "a = [", "1,", "]" },
            { "a = [", "[],", "]" },
            { "a = [", "{},", "]" },
            { "a = [", "\n#\n", "]" },
            { "a = [", "{a.b={}},", "]" },
            { "", "a", " = 1" },
            { "", "[[a]]\n", "" },
            { "[[a]]\n", "[[a.b]]\n", "" },
            { "[[a]]\n", "[a.b]\n[[a]]\n", "" },
            { "a = ", "[", "" },
            { "a = ", "{a=", "" },
            { "", "a.", "a = 1" },
            { "[", "a.", "a]" },
            { "", "[", "" },
        };

    [Theory(Timeout = 120_000)]
    [MemberData(nameof(LargeDocuments))]
    public async Task Document_as_large_as_may_be_is_read_or_refused_in_seconds(string begin, string repeated, string end)
    {
        var count = (MostBytes - begin.Length - end.Length) / repeated.Length;
        var text = new StringBuilder(begin, MostBytes).Insert(begin.Length, repeated, count).Append(end).ToString();
        var token = TestContext.Current.CancellationToken;

        var read = Task.Run(() => Record.Exception(() => Toml.Parse(text, "large")), token);

        Assert.True((await read.WaitAsync(TimeSpan.FromSeconds(60), token)) is null or TomlException);
    }

    [Fact(Timeout = 120_000)]
    public async Task Very_many_keys_and_tables_are_read_in_seconds()
    {
        var text = string.Concat(Enumerable.Range(0, 100_000).Select(number => $"[t{number}]\nk{number}.a = 1\nk{number}.b = 1\n"));

        var document = await Task.Run(() => Toml.Parse(text, "large"), TestContext.Current.CancellationToken)
            .WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);

        Assert.Equal(100_000, document.Count);
    }

    [Fact]
    public void Document_over_the_size_is_refused()
    {
        var limits = new TomlLimits { MaxBytes = 6 };

        Assert.Equal("ä", Toml.Parse("a='ä'", "f", limits).String("a"));
        var error = Assert.Throws<TomlException>(() => Toml.Parse("aa='ä'", "f", limits));
        Assert.Equal("f:1:1: the document is larger than 6 bytes; split it or shorten it", error.Message);
        Assert.Throws<TomlException>(() => Toml.ParseUtf8("aa='ä'"u8, "f", limits));
    }

    [Fact]
    public void File_over_the_size_is_refused_without_reading_all_of_it()
    {
        var limits = new TomlLimits { MaxBytes = 1000 };

        Assert.Throws<TomlException>(() => Toml.Load("/dev/zero", limits));
    }

    [Fact]
    public void File_is_read_with_its_path_in_errors()
    {
        using var folder = new TempFolder();
        var right = folder.Write("right.toml", "a = 1\n" + new string('\n', 10_000));
        var wrong = folder.Write("wrong.toml", "\na 1\n");

        Assert.Equal(1, Toml.Load(right).Integer("a"));
        Assert.StartsWith($"{wrong}:2:3: ", Assert.Throws<TomlException>(() => Toml.Load(wrong)).Message, StringComparison.Ordinal);
        Assert.ThrowsAny<IOException>(() => Toml.Load(folder["missing.toml"]));
    }

    [Theory]
    [InlineData("a = [[[1]]]", true)]
    [InlineData("a = [[[[1]]]]", false)]
    [InlineData("a = {b = {c = {}}}", true)]
    [InlineData("a = {b = {c = {d = {}}}}", false)]
    [InlineData("a.b.c.d = 1", true)]
    [InlineData("a.b.c.d.e = 1", false)]
    [InlineData("[a.b.c]", true)]
    [InlineData("[a.b.c.d]", false)]
    [InlineData("[[a]]\nb = []", true)]
    [InlineData("[[a]]\nb = [[]]", false)]
    [InlineData("[[a.b]]", true)]
    [InlineData("[[a.b.c]]", false)]
    [InlineData("[a.b]\nc = []", true)]
    [InlineData("[a.b]\nc.d = []", false)]
    public void Nesting_over_the_depth_is_refused(string text, bool isRead)
    {
        var error = Record.Exception(() => Toml.Parse(text, "f", new TomlLimits { MaxDepth = 3 }));

        Assert.Equal(isRead, error is null);
        Assert.True(isRead || error!.Message.Contains("nest deeper than 3", StringComparison.Ordinal), error?.Message);
    }

    [Fact]
    public void Depth_of_64_is_read_and_of_65_refused()
    {
        Assert.Single(Toml.Parse($"a = {new string('[', 64)}{new string(']', 64)}", "f"));
        Assert.Throws<TomlException>(() => Toml.Parse($"a = {new string('[', 65)}{new string(']', 65)}", "f"));
    }
}
