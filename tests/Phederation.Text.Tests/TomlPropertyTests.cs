using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Phederation.Testing;

namespace Phederation.Text.Tests;

public sealed class TomlPropertyTests
{
    [Fact]
    public void Printed_document_reads_as_the_same_document() =>
        Properties.Hold(
            Documents.Tables,
            document =>
            {
                var printed = Toml.Print(document);

                var again = Toml.Parse(printed, "printed");

                AssertSame(document, again);
                Assert.Equal(Toml.Print(again), Toml.Print(Toml.Parse(Toml.Print(again), "again")));
            },
            300
        );

    [Fact]
    public void Text_of_any_pieces_is_read_or_refused_at_a_place_inside_it() =>
        Properties.Hold(Documents.Texts, text => AssertReadOrRefused(text), 20_000);

    [Fact]
    public void Any_string_is_read_or_refused_at_a_place_inside_it() =>
        Properties.Hold(ArbMap.Default.GeneratorFor<string>().Where(text => text is not null), text => AssertReadOrRefused(text));

    [Fact]
    public void Any_bytes_are_read_or_refused() =>
        Properties.Hold(ArbMap.Default.GeneratorFor<byte[]>(), bytes => AssertReadOrRefused(bytes));

    [Fact]
    public void Damaged_documents_of_the_corpus_are_read_or_refused()
    {
        var folder = Repository.Shared("data/toml-test");
        var documents = Directory
            .EnumerateFiles(folder, "*.toml", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal)
            .Select(File.ReadAllBytes)
            .Where(bytes => bytes.Length > 0)
            .ToArray();
        var damage =
            from document in Gen.Elements(documents)
            from at in Gen.Choose(0, document.Length - 1)
            from length in Gen.Choose(0, 4)
            from other in Gen.Elements(documents)
            from start in Gen.Choose(0, other.Length - 1)
            from part in Gen.Choose(0, 8)
            select (byte[])[.. document[..at], .. other.Skip(start).Take(part), .. document.Skip(at + length)];

        Properties.Hold(damage, bytes => AssertReadOrRefused(bytes), 20_000);
    }

    // What is read prints, and the print reads as the same.
    private static void AssertReadOrRefused(byte[] bytes)
    {
        try
        {
            var document = Toml.ParseUtf8(bytes, "any");
            AssertSame(document, Toml.Parse(Toml.Print(document), "printed"));
        }
        catch (TomlException error)
        {
            Assert.InRange(error.Line, 1, bytes.Count(value => value == '\n') + 1);
            Assert.InRange(error.Column, 1, bytes.Length + 1);
        }
    }

    private static void AssertReadOrRefused(string text)
    {
        try
        {
            var document = Toml.Parse(text, "any");
            AssertSame(document, Toml.ParseUtf8(Encoding.UTF8.GetBytes(Toml.Print(document)), "printed"));
        }
        catch (TomlException error)
        {
            var lines = text.Split('\n');
            Assert.InRange(error.Line, 1, lines.Length);
            Assert.InRange(error.Column, 1, lines[error.Line - 1].Length + 1);
            Assert.Contains("; ", error.Message, StringComparison.Ordinal);
        }
    }

    private static void AssertSame(TomlNode expected, TomlNode actual)
    {
        Assert.Equal(expected.TypeName, actual.TypeName);
        switch (expected)
        {
            case TomlTable table:
                Assert.Equal(table.Keys.Order(StringComparer.Ordinal), ((TomlTable)actual).Keys.Order(StringComparer.Ordinal));
                foreach (var (key, value) in table)
                {
                    AssertSame(value, ((TomlTable)actual)[key]);
                }

                break;
            case TomlArray array:
                Assert.Equal(array.Count, ((TomlArray)actual).Count);
                foreach (var (index, element) in array.Index())
                {
                    AssertSame(element, ((TomlArray)actual)[index]);
                }

                break;
            default:
                Assert.Equal(Value(expected), Value(actual));
                break;
        }
    }

    private static object? Value(TomlNode node) =>
        node switch
        {
            TomlString text => text.Value,
            TomlInteger integer => integer.Value,
            TomlFloat number => double.IsNaN(number.Value) ? double.NaN : BitConverter.DoubleToInt64Bits(number.Value),
            TomlBoolean boolean => boolean.Value,
            TomlDateTime time => (time.Date, time.Time, time.Offset),
            _ => throw new ArgumentOutOfRangeException(nameof(node)),
        };
}
