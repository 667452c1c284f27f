using Phederation.ParserFuzzing.Targets;
using Phederation.Text;

namespace Phederation.FuzzHost.Text;

/// <summary>TOML documents; what is printed of one reads as the same.</summary>
internal sealed class TomlTarget : IFuzzTarget
{
    public string Name => "toml";

    public IReadOnlyList<Type> Code => [typeof(Toml)];

    public void Run(byte[] input)
    {
        var printed = Print(input);
        Promise.RoundTrip(printed, Print);
    }

    public bool IsRefusal(Exception exception) => exception is TomlException;

    private static byte[] Print(byte[] document) => System.Text.Encoding.UTF8.GetBytes(Toml.Print(Toml.ParseUtf8(document, "fuzzed.toml")));
}
