namespace Phederation.Fuzzing.Generating.Fhir.Values;

/// <summary>Texts that are valid and yet apt to be handled wrong: quotes, marks of searches and of markup, scripts of both directions.</summary>
internal static class Words
{
    // No other spaces of Unicode: the form of a string (http://hl7.org/fhir/R4/datatypes.html#string) is read as excluding them by some.
    private static readonly string[] Texts =
    [
        "Jansen",
        "van der Berg",
        "O'Hara",
        "Åkesson",
        "Müller-Lüdenscheidt",
        "Иванов",
        "李小龍",
        "محمد",
        "ישראל",
        "ß",
        "e\u0301",
        "😀 ok",
        "a,b",
        "a$b",
        "a|b",
        "back\\slash",
        "100 %",
        "50%25",
        "a&b=c",
        "a+b",
        "#1",
        "null",
        "true",
        "0",
        "-1",
        "1e9",
        "NaN",
        "\"quoted\"",
        "'; --",
        "<b>bold</b>",
        "${x}",
        "#{x}",
        "%s%n",
        "../..",
        "two words",
        "line one\nline two",
        "tab\there",
        "\u202eright to left",
        "x",
    ];

    private static readonly string[] Codes = ["alpha", "beta-1", "C3", "10", "x.y", "code_7", "A", "two words"];

    private static readonly string[] Names = ["alpha", "beta", "gamma", "delta", "one", "two", "three", "four"];

    /// <summary>A text.</summary>
    public static string Text(FuzzRandom random) =>
        random.Next(40) switch
        {
            0 => new string('n', 100 + random.Next(200)),
            < 5 => $"{random.Pick(Texts)} {random.Pick(Texts)}",
            _ => random.Pick(Texts),
        };

    /// <summary>A code of no known system.</summary>
    public static string Code(FuzzRandom random) => random.Pick(Codes);

    /// <summary>A plain name of ASCII letters, such as a part of an address.</summary>
    public static string Name(FuzzRandom random) => random.Pick(Names);

    /// <summary>An id that probably no resource has.</summary>
    public static string Id(FuzzRandom random) =>
        random.Next(8) switch
        {
            0 =>
                $"{random.NextBits() & 0xffffffff:x8}-{random.Next(65536):x4}-4{random.Next(4096):x3}-8{random.Next(4096):x3}-{random.NextBits() & 0xffffffffffff:x12}",
            1 => $"a.b-{random.Next(100)}",
            _ => $"r{random.Next(10000)}",
        };
}
