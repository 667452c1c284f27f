namespace Phederation.Fuzzing.Generating.Fhir.Values;

/// <summary>Dates and times in the forms that FHIR gives them.</summary>
internal static class Dates
{
    private static readonly string[] Zones = ["Z", "Z", "+02:00", "-05:30", "+14:00", "+00:00"];

    /// <summary>YYYY, YYYY-MM or YYYY-MM-DD.</summary>
    public static string Date(FuzzRandom random) =>
        random.Next(10) switch
        {
            0 => Day(random)[..4],
            1 => Day(random)[..7],
            _ => Day(random),
        };

    /// <summary>A date, or one with a time and a zone.</summary>
    public static string DateTime(FuzzRandom random) => random.Next(3) == 0 ? Date(random) : Instant(random);

    /// <summary>A time with a zone.</summary>
    public static string Instant(FuzzRandom random) => $"{Day(random)}T{Time(random)}{random.Pick(Zones)}";

    /// <summary>hh:mm:ss, sometimes with parts of a second.</summary>
    public static string Time(FuzzRandom random)
    {
        var fraction = random.Next(6) switch
        {
            0 => ".1",
            1 => ".250",
            2 => $".{random.Next(1_000_000):d6}",
            _ => "",
        };
        return $"{random.Next(24):d2}:{random.Next(60):d2}:{random.Next(60):d2}{fraction}";
    }

    /// <summary>Two times of which the first is the earlier, in the same form: times of different precision can't be compared in FHIRPath.</summary>
    public static (string Start, string End) Pair(FuzzRandom random, bool isInstant = false)
    {
        var start = 1950 + random.Next(100);
        var end = start + 1 + random.Next(5);
        var day = Day(random)[4..];
        // A leap day may not exist in the other year.
        day = day == "-02-29" ? "-02-28" : day;
        if (!isInstant && random.Next(3) == 0)
        {
            return random.Next(3) switch
            {
                0 => ($"{start}", $"{end}"),
                _ => ($"{start}{day}", $"{end}{day}"),
            };
        }

        var zone = random.Pick(Zones);
        return ($"{start}{day}T08:{random.Next(60):d2}:00{zone}", $"{end}{day}T09:00:{random.Next(60):d2}{zone}");
    }

    private static string Day(FuzzRandom random) =>
        random.Next(60) switch
        {
            0 => "2024-02-29",
            1 => "1970-01-01",
            2 => "2038-01-19",
            3 => "9999-12-31",
            4 => "1899-12-31",
            _ => $"{1900 + random.Next(150)}-{1 + random.Next(12):d2}-{1 + random.Next(28):d2}",
        };
}
