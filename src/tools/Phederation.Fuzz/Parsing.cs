using System.CommandLine.Parsing;
using System.Globalization;
using Phederation.Fuzzing.Sharding;

namespace Phederation.Fuzz;

/// <summary>Reads the values of options.</summary>
internal static class Parsing
{
    private static readonly (string Unit, double Seconds)[] Times = [("ms", 0.001), ("s", 1), ("m", 60), ("h", 3600), ("d", 86400)];
    private static readonly (string Unit, long Bytes)[] Sizes = [("G", 1L << 30), ("M", 1L << 20), ("k", 1L << 10), ("K", 1L << 10)];

    /// <summary>A time with its unit: <c>30s</c>, <c>10m</c>, <c>2h</c>.</summary>
    public static TimeSpan? Time(ArgumentResult argument)
    {
        var text = argument.Tokens[0].Value;
        foreach (var (unit, seconds) in Times)
        {
            if (
                text.EndsWith(unit, StringComparison.Ordinal)
                && double.TryParse(text[..^unit.Length], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
                && number * seconds is > 0 and <= 366d * 86400
            )
            {
                return TimeSpan.FromSeconds(number * seconds);
            }
        }

        argument.AddError($"'{text}' is no time: write it with its unit, 30s, 10m or 2h.");
        return null;
    }

    /// <summary>A number of bytes, perhaps with a unit: <c>500k</c>, <c>10M</c>, <c>2G</c>.</summary>
    public static long? Size(ArgumentResult argument)
    {
        var text = argument.Tokens[0].Value;
        var (unit, bytes) = Sizes.FirstOrDefault(size => text.EndsWith(size.Unit, StringComparison.Ordinal), ("", 1));
        if (
            long.TryParse(text[..^unit.Length], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number > 0
            && number <= long.MaxValue / bytes
        )
        {
            return number * bytes;
        }

        argument.AddError($"'{text}' is no size: write it like 500k, 10M or 2G.");
        return null;
    }

    /// <summary>A number above 0.</summary>
    public static long? Count(ArgumentResult argument)
    {
        var text = argument.Tokens[0].Value;
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0)
        {
            return number;
        }

        argument.AddError($"'{text}' is no number above 0.");
        return null;
    }

    /// <summary>A shard, <c>INDEX/COUNT</c>.</summary>
    public static Shard ReadShard(ArgumentResult argument)
    {
        var text = argument.Tokens[0].Value;
        if (Shard.Parse(text) is { } shard)
        {
            return shard;
        }

        argument.AddError($"'{text}' is no shard: write INDEX/COUNT, the index from 0, such as 0/4 to 3/4.");
        return Shard.Whole;
    }

    /// <summary>An address.</summary>
    public static Uri? Address(ArgumentResult argument)
    {
        if (Uri.TryCreate(argument.Tokens[0].Value, UriKind.Absolute, out var address) && address.Scheme is "http" or "https")
        {
            return address;
        }

        // Not repeated: it may have a password in it.
        argument.AddError("The address of the target is none: write http://HOST:PORT/PATH or https://….");
        return null;
    }
}
