using FsCheck;
using FsCheck.Fluent;

namespace Phederation.Text.Tests;

/// <summary>Generates documents: as trees that are right, and as texts that are mostly wrong.</summary>
internal static class Documents
{
    // What documents are made of. Next to each other in any order they reach most of the reader.
    private static readonly string[] Pieces =
    [
        .. "[ ] [[ ]] { } = . , # a b \"a\" 'b' \" ' \"\"\" ''' \\ \\n \\u00e9 \\uD800 \\U0010FFFF \\x true false inf -nan 0 1 -17 +3 1_000 0x1F 0o7".Split(
            ' '
        ),
        .. "0b1 9223372036854775807 -9223372036854775808 9223372036854775808 1.5 1e3 1. .5 1e999 1979-05-27 07:32:00 07:32:00.999999999".Split(
            ' '
        ),
        .. "1979-05-27T07:32:00Z 1979-05-27t07:32:00-23:59 2023-02-29 24:00:00 a.b a=1 [a] [[a]] [a.b] a.b=1 a={} a=[] a={b=1} ä 😀".Split(
            ' '
        ),
        " ",
        "\t",
        "\n",
        "\n",
        "\n",
        "\r\n",
        "\r",
        "\0",
        "\u007F",
        "\uFEFF",
        "\uD800",
        "\uFFFF",
    ];

    public static Gen<string> Texts { get; } = Gen.Elements(Pieces).ArrayOf().Select(string.Concat);

    public static Gen<TomlTable> Tables { get; } = Gen.Sized(size => Table(Math.Min(size, 40)));

    private static Gen<string> Strings { get; } =
        Gen.Elements("a b-_1 \" \\ \n \r \t \0 \u001F \u007F \u0080 ä € 😀 \uFFFF ' # . =".Split(' ').Append(" "))
            .ArrayOf()
            .Select(string.Concat);

    private static Gen<string> Keys { get; } = Gen.Frequency((3, Gen.Elements("a", "b", "c", "bare-key_1", "1", "true")), (1, Strings));

    private static Gen<long> Longs { get; } =
        from high in Gen.Choose(int.MinValue, int.MaxValue)
        from low in Gen.Choose(int.MinValue, int.MaxValue)
        select ((long)high << 32) | (uint)low;

    private static Gen<TomlNode> Scalars { get; } =
        Gen.OneOf(
            Strings.Select(TomlNode (value) => new TomlString(value)),
            Longs.Select(TomlNode (value) => new TomlInteger(value)),
            Gen.Elements(0L, -1, long.MinValue, long.MaxValue).Select(TomlNode (value) => new TomlInteger(value)),
            Longs.Select(TomlNode (bits) => new TomlFloat(BitConverter.Int64BitsToDouble(bits))),
            Gen.Elements(0.0, -0.0, 1, 1e16, 1e-7, double.MaxValue, double.Epsilon, double.NaN, double.NegativeInfinity)
                .Select(TomlNode (value) => new TomlFloat(value)),
            Gen.Elements(true, false).Select(TomlNode (value) => new TomlBoolean(value)),
            Dates.Zip(Times).Zip(Offsets, TomlNode (local, offset) => new TomlDateTime(local.Item1, local.Item2, offset)),
            Dates.Select(TomlNode (value) => new TomlDateTime(value)),
            Times.Select(TomlNode (value) => new TomlDateTime(value))
        );

    private static Gen<DateOnly> Dates => Gen.Choose(0, DateOnly.MaxValue.DayNumber).Select(DateOnly.FromDayNumber);

    private static Gen<TimeOnly> Times =>
        Gen.OneOf(
            Longs.Select(bits => new TimeOnly((bits & long.MaxValue) % (TimeOnly.MaxValue.Ticks + 1))),
            Gen.Elements(TimeOnly.MinValue, new TimeOnly(7, 32))
        );

    private static Gen<TimeSpan?> Offsets =>
        Gen.Choose(-1439, 1440).Select(minutes => minutes == 1440 ? (TimeSpan?)null : TimeSpan.FromMinutes(minutes));

    private static Gen<TomlTable> Table(int size) =>
        Keys.Zip(Node(size / 2))
            .ArrayOf(Math.Min(size, 6))
            .Select(pairs =>
            {
                var table = new TomlTable();
                foreach (var (key, value) in pairs.DistinctBy(pair => pair.Item1))
                {
                    table.Add(key, value);
                }

                return table;
            });

    private static Gen<TomlNode> Node(int size) =>
        size < 2
            ? Scalars
            : Gen.Frequency(
                (3, Scalars),
                (1, Table(size / 2).Select(TomlNode (table) => table)),
                (1, Node(size / 2).ArrayOf(Math.Min(size, 3)).Select(TomlNode (nodes) => new TomlArray(nodes))),
                (1, Table(size / 2).ArrayOf(Math.Min(size, 3)).Select(TomlNode (tables) => new TomlArray(tables)))
            );
}
