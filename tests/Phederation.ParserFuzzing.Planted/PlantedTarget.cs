using Phederation.ParserFuzzing.Targets;

namespace Phederation.ParserFuzzing.Planted;

/// <summary>A parser of this assembly; it refuses with <see cref="FormatException"/>.</summary>
internal sealed class PlantedTarget(string name, Action<byte[]> parse) : IFuzzTarget
{
    public string Name => name;

    public IReadOnlyList<Type> Code => [typeof(Parsers.PlantedParsers)];

    public int MaximumLength => 1024;

    public void Run(byte[] input) => parse(input);

    public bool IsRefusal(Exception exception) => exception is FormatException;
}
