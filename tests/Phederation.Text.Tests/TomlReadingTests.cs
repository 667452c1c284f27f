namespace Phederation.Text.Tests;

/// <summary>Typed reading: every refusal says where, what, and how to mend it.</summary>
public sealed class TomlReadingTests
{
    private static readonly TomlTable Document = Toml.Parse(
        """
        name = "postgres"
        port = 5432
        ratio = 0.5
        locked = true
        day = 2026-01-31
        packages = ["a", "b"]
        mixed = ["a", 1]
        empty = []

        [runtime]
        user = "999:999"

        [[step]]
        id = "one"
        [[step]]
        id = "two"
        """,
        "image.toml"
    );

    [Fact]
    public void Values_are_read_by_their_types()
    {
        Assert.Equal("postgres", Document.String("name"));
        Assert.Equal(5432, Document.Integer("port"));
        Assert.Equal(0.5, Document.Double("ratio"));
        Assert.Equal(5432.0, Document.Double("port"));
        Assert.True(Document.Boolean("locked"));
        Assert.Equal(new DateOnly(2026, 1, 31), Document.DateTime("day").Date);
        Assert.Equal(["a", "b"], Document.Strings("packages"));
        Assert.Empty(Document.Strings("empty"));
        Assert.Empty(Document.Tables("empty"));
        Assert.Equal("999:999", Document.Table("runtime").String("user"));
        Assert.Equal(["one", "two"], Document.Tables("step").Select(step => step.String("id")));
    }

    [Fact]
    public void Optional_values_that_are_there_are_read()
    {
        Assert.Equal("postgres", Document.OptionalString("name"));
        Assert.Equal(5432, Document.OptionalInteger("port", 1, 65535));
        Assert.Equal(0.5, Document.OptionalDouble("ratio"));
        Assert.True(Document.OptionalBoolean("locked"));
        Assert.Equal("2026-01-31", Document.OptionalDateTime("day")?.ToString());
        Assert.Equal(["a", "b"], Document.OptionalStrings("packages"));
        Assert.Equal("999:999", Document.OptionalTable("runtime")?.String("user"));
        Assert.Equal(2, Document.OptionalTables("step").Count);
    }

    [Fact]
    public void Optional_values_that_are_absent_are_null_or_empty()
    {
        Assert.Null(Document.OptionalString("x"));
        Assert.Null(Document.OptionalInteger("x", 1, 2));
        Assert.Null(Document.OptionalDouble("x"));
        Assert.Null(Document.OptionalBoolean("x"));
        Assert.Null(Document.OptionalDateTime("x"));
        Assert.Empty(Document.OptionalStrings("x"));
        Assert.Null(Document.OptionalTable("x"));
        Assert.Empty(Document.OptionalTables("x"));
    }

    public static TheoryData<Func<TomlTable, object?>, string> Refusals { get; } =
        new()
        {
            { table => table.String("x"), "image.toml:1:1: 'x' is missing; add x = \"…\"" },
            { table => table.Integer("x"), "image.toml:1:1: 'x' is missing; add x = 42" },
            { table => table.Double("x"), "image.toml:1:1: 'x' is missing; add x = 1.5" },
            { table => table.Boolean("x"), "image.toml:1:1: 'x' is missing; add x = true" },
            { table => table.DateTime("x"), "image.toml:1:1: 'x' is missing; add x = 2026-01-31" },
            { table => table.Strings("x"), "image.toml:1:1: 'x' is missing; add x = [\"…\"]" },
            { table => table.Table("x"), "image.toml:1:1: 'x' is missing; add [x]" },
            { table => table.Tables("x"), "image.toml:1:1: 'x' is missing; add [[x]]" },
            { table => table.Table("runtime").String("x"), "image.toml:10:1: 'x' is missing; add x = \"…\"" },
            { table => table.Tables("step")[1].String("x"), "image.toml:15:1: 'x' is missing; add x = \"…\"" },
            {
                table => table.OptionalString("port"),
                "image.toml:2:8: 'port' is an integer, which can't be read here; write it like port = \"…\""
            },
            { table => table.Integer("name"), "image.toml:1:8: 'name' is a string, which can't be read here; write it like name = 42" },
            { table => table.Integer("ratio"), "image.toml:3:9: 'ratio' is a float, which can't be read here; write it like ratio = 42" },
            { table => table.Double("day"), "image.toml:5:7: 'day' is a local date, which can't be read here; write it like day = 1.5" },
            { table => table.Table("step"), "image.toml:13:1: 'step' is an array, which can't be read here; write it like [step]" },
            {
                table => table.Tables("runtime"),
                "image.toml:10:1: 'runtime' is a table, which can't be read here; write it like [[runtime]]"
            },
            {
                table => table.Strings("mixed"),
                "image.toml:7:15: each element of 'mixed' must be a string, not an integer; put it in quotes"
            },
            {
                table => table.OptionalTables("mixed"),
                "image.toml:7:10: each element of 'mixed' must be a table, not a string; begin each with [[mixed]]"
            },
            { table => table.Integer("port", 1, 1024), "image.toml:2:8: 'port' is 5432; it must be from 1 to 1024" },
            { table => table.OptionalInteger("port", 6000), "image.toml:2:8: 'port' is 5432; it must be at least 6000" },
            { table => table.Integer("port", maximum: 5431), "image.toml:2:8: 'port' is 5432; it must be at most 5431" },
        };

    [Theory]
    [MemberData(nameof(Refusals))]
    public void Value_that_can_not_be_read_is_refused_where_it_is(Func<TomlTable, object?> read, string message) =>
        Assert.Equal(message, Assert.Throws<TomlException>(() => read(Document)).Message);

    [Theory]
    [InlineData(5432)]
    public void Bounds_of_a_range_are_in_it(long value) => Assert.Equal(value, Document.Integer("port", value, value));

    [Fact]
    public void Known_keys_are_taken() =>
        Document.RejectUnknown("name", "port", "ratio", "locked", "day", "packages", "mixed", "empty", "runtime", "step", "other");

    [Theory]
    [InlineData("pakages = 1", "image.toml:1:1: the key 'pakages' is unknown here; did you mean 'packages'?")]
    [InlineData(
        "name = 1\n  \"Excluded_Paths\" = 1",
        "image.toml:2:3: the key 'Excluded_Paths' is unknown here; did you mean 'excluded-paths'?"
    )]
    [InlineData("name = 1\n[zzz]", "image.toml:2:2: the key 'zzz' is unknown here; the known keys are name, packages, excluded-paths")]
    public void Unknown_key_is_refused_with_the_nearest_known_one(string text, string message)
    {
        var document = Toml.Parse(text, "image.toml");

        var error = Assert.Throws<TomlException>(() => document.RejectUnknown("name", "packages", "excluded-paths"));

        Assert.Equal(message, error.Message);
    }

    [Fact]
    public void Key_where_none_is_known_is_refused() =>
        Assert.EndsWith("; remove it", Assert.Throws<TomlException>(() => Document.RejectUnknown()).Message, StringComparison.Ordinal);

    [Fact]
    public void Error_is_placed_at_the_value_or_at_the_table()
    {
        Assert.Equal("image.toml:2:8: no", Document.Error("port", "no").Message);
        Assert.Equal("image.toml:10:1: no", Document.Table("runtime").Error("x", "no").Message);
        Assert.Equal(new SourceLocation("image.toml", 2, 1), Document.KeyLocation("port"));
    }

    [Fact]
    public void Table_is_a_dictionary_in_the_order_of_the_document()
    {
        var table = Toml.Parse("b = 1\na = 2\nc.d = 3", "f");

        Assert.Equal(["b", "a", "c"], table.Keys);
        Assert.Equal(["b", "a", "c"], table.Select(pair => pair.Key));
        Assert.Equal(3, table.Values.Count());
        Assert.True(table.ContainsKey("a"));
        Assert.False(table.ContainsKey("d"));
        Assert.Throws<KeyNotFoundException>(() => table["d"]);
        Assert.Throws<ArgumentException>(() => table.Add("a", new TomlInteger(1)));
        Assert.Empty(new TomlTable());
        Assert.Empty(new TomlTable().Keys);
        Assert.False(new TomlTable().ContainsKey("a"));
    }
}
