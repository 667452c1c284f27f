using Phederation.Testing;

namespace Phederation.ParserFuzzing.Tests;

/// <summary>The child programs, built in the configuration of these tests.</summary>
internal static class Hosts
{
    public const string PlantedProgram = "phederation-planted-host.dll";

    public static string Planted { get; } = Path.Combine(Repository.Root, "tests/Phederation.ParserFuzzing.Planted", Built);

    public static string Real { get; } = Path.Combine(Repository.Root, "src/tools/Phederation.FuzzHost", Built);

    public static string Corpus { get; } = Path.Combine(Repository.Root, "tests/Phederation.ParserFuzzing.Tests/Corpus");

    // …/bin/CONFIGURATION/net10.0
    private static string Built => string.Join('/', AppContext.BaseDirectory.TrimEnd('/').Split('/')[^3..]);

    public static ParserFuzzingOptions PlantedOptions(string workFolder, string parser) =>
        new()
        {
            HostFolder = Planted,
            HostProgram = PlantedProgram,
            WorkFolder = workFolder,
            Parsers = [parser],
            Budget = "3m",
        };
}
