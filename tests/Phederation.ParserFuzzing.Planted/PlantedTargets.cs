using Phederation.ParserFuzzing.Planted.Parsers;
using Phederation.ParserFuzzing.Targets;

namespace Phederation.ParserFuzzing.Planted;

internal static class PlantedTargets
{
    public static IReadOnlyList<IFuzzTarget> All { get; } =
    [
        new PlantedTarget("magic", PlantedParsers.Magic),
        new PlantedTarget("word", PlantedParsers.Word),
        new PlantedTarget("keyword", PlantedParsers.Keyword),
        new PlantedTarget("secret", PlantedParsers.Secret),
        new PlantedTarget("stack", PlantedParsers.Stack),
        new PlantedTarget("loop", PlantedParsers.Loop),
        new PlantedTarget("memory", PlantedParsers.Memory),
        new PlantedTarget("promise", PlantedParsers.Promise),
        new PlantedTarget("filter", input => PlantedParsers.Filter(input)),
        new PlantedTarget("async", input => PlantedParsers.WaitAsync(input).GetAwaiter().GetResult()),
        new PlantedTarget("clean", PlantedParsers.Clean),
    ];
}
