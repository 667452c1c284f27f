using System.Globalization;
using System.Text.Json;
using Phederation.Testing;

namespace Phederation.Text.Tests;

/// <summary>The TOML project's own conformance corpus, every case that its manifest lists.</summary>
public sealed class TomlCorpusTests
{
    private const int ValidCases = 210;
    private const int InvalidCases = 499;

    [Fact]
    public void Manifest_lists_each_file_of_the_corpus()
    {
        var folder = Repository.Shared("data/toml-test");
        var files = new[] { "valid", "invalid" }.SelectMany(part =>
            Directory.EnumerateFiles(Path.Combine(folder, part), "*", SearchOption.AllDirectories)
        );

        var listed = File.ReadLines(Path.Combine(folder, "MANIFEST")).Order(StringComparer.Ordinal).ToList();

        Assert.Equal(files.Select(file => Path.GetRelativePath(folder, file)).Order(StringComparer.Ordinal), listed);
        Assert.Equal(ValidCases, Cases(folder, "valid/").Count);
        Assert.Equal(InvalidCases, Cases(folder, "invalid/").Count);
    }

    [Fact]
    public void Each_valid_document_is_read_as_its_tagged_json_says()
    {
        var folder = Repository.Shared("data/toml-test");
        Assert.All(
            Cases(folder, "valid/"),
            name =>
            {
                var document = Toml.ParseUtf8(File.ReadAllBytes(Path.Combine(folder, name)), name);
                using var expected = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, Path.ChangeExtension(name, ".json"))));

                AssertSame(expected.RootElement, document, "");
            }
        );
    }

    [Fact]
    public void Each_valid_document_reads_the_same_after_printing()
    {
        var folder = Repository.Shared("data/toml-test");
        Assert.All(
            Cases(folder, "valid/"),
            name =>
            {
                var printed = Toml.Print(Toml.Load(Path.Combine(folder, name)));
                using var expected = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, Path.ChangeExtension(name, ".json"))));

                var again = Toml.Parse(printed, name);

                AssertSame(expected.RootElement, again, "");
                Assert.Equal(printed, Toml.Print(again));
            }
        );
    }

    [Fact]
    public void Each_invalid_document_is_refused_at_a_place_inside_it_with_how_to_mend_it()
    {
        var folder = Repository.Shared("data/toml-test");
        Assert.All(
            Cases(folder, "invalid/"),
            name =>
            {
                var bytes = File.ReadAllBytes(Path.Combine(folder, name));
                var error = Assert.Throws<TomlException>(() => Toml.ParseUtf8(bytes, name));

                Assert.Equal(name, error.File);
                Assert.InRange(error.Line, 1, bytes.Count(value => value == '\n') + 1);
                Assert.InRange(error.Column, 1, bytes.Length + 1);
                Assert.StartsWith($"{name}:{error.Line}:{error.Column}: ", error.Message, StringComparison.Ordinal);
                Assert.Contains("; ", error.Message, StringComparison.Ordinal);
            }
        );
    }

    private static List<string> Cases(string folder, string prefix) =>
        [
            .. File.ReadLines(Path.Combine(folder, "MANIFEST"))
                .Where(name => name.StartsWith(prefix, StringComparison.Ordinal) && name.EndsWith(".toml", StringComparison.Ordinal)),
        ];

    private static void AssertSame(JsonElement expected, TomlNode actual, string path)
    {
        if (expected.ValueKind == JsonValueKind.Array)
        {
            var array = Assert.IsType<TomlArray>(actual);
            Assert.Equal(expected.GetArrayLength(), array.Count);
            foreach (var (index, element) in expected.EnumerateArray().Index())
            {
                AssertSame(element, array[index], $"{path}[{index}]");
            }
        }
        else if (
            expected.EnumerateObject().Count() == 2
            && expected.TryGetProperty("type", out var type)
            && type.ValueKind == JsonValueKind.String
        )
        {
            AssertSameScalar(type.GetString()!, expected.GetProperty("value").GetString()!, actual, path);
        }
        else
        {
            var table = Assert.IsType<TomlTable>(actual);
            Assert.Equal(expected.EnumerateObject().Select(member => member.Name).Order(), table.Keys.Order());
            foreach (var member in expected.EnumerateObject())
            {
                AssertSame(member.Value, table[member.Name], $"{path}.{member.Name}");
            }
        }
    }

    private static void AssertSameScalar(string type, string value, TomlNode actual, string path)
    {
        var (actualType, isSame) = actual switch
        {
            TomlString text => ("string", text.Value == value),
            TomlInteger integer => ("integer", integer.Value.ToString(CultureInfo.InvariantCulture) == value),
            TomlFloat number => ("float", number.Value.Equals(Float(value))),
            TomlBoolean boolean => ("bool", value == (boolean.Value ? "true" : "false")),
            TomlDateTime { Offset: not null } moment => ("datetime", IsSameTime(value, moment)),
            TomlDateTime { Date: not null, Time: not null } local => ("datetime-local", IsSameTime(value, local)),
            TomlDateTime { Date: not null } date => ("date-local", date.ToString() == value),
            TomlDateTime time => ("time-local", IsSameTime(value, time)),
            _ => ("?", false),
        };
        Assert.True(type == actualType && isSame, $"{path}: {type} {value} was read as {actualType} {actual}");
    }

    private static double Float(string value) =>
        value.TrimStart('+') switch
        {
            "inf" => double.PositiveInfinity,
            "-inf" => double.NegativeInfinity,
            "nan" or "-nan" => double.NaN,
            var number => double.Parse(number, NumberStyles.Float, CultureInfo.InvariantCulture),
        };

    // The corpus writes three digits of a fraction, or more that are zero.
    private static bool IsSameTime(string expected, TomlDateTime actual)
    {
        var parts = expected.Split('.');
        if (parts.Length == 1)
        {
            return actual.ToString() == expected.Replace("+00:00", "Z", StringComparison.Ordinal);
        }

        var zone = parts[1].TrimStart("0123456789".ToCharArray());
        var fraction = parts[1][..^zone.Length].TrimEnd('0');
        return actual.ToString()
            == (fraction.Length == 0 ? parts[0] : $"{parts[0]}.{fraction}") + zone.Replace("+00:00", "Z", StringComparison.Ordinal);
    }
}
