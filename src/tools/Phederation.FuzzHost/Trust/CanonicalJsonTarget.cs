using System.Text.Json;
using Phederation.ParserFuzzing.Targets;
using Phederation.Trust;
using Phederation.Trust.Tuf;

namespace Phederation.FuzzHost.Trust;

/// <summary>The bytes that signatures are over: the canonical form of a value is its own canonical form, and means the same.</summary>
internal sealed class CanonicalJsonTarget : IFuzzTarget
{
    public string Name => "canonical-json";

    public IReadOnlyList<Type> Code => [typeof(CanonicalJson)];

    public void Run(byte[] input)
    {
        using var document = StrictJson.Read(input, "fuzzed", root => JsonDocument.Parse(input, StrictJson.Options));
        var canonical = CanonicalJson.Write(document.RootElement);
        if (canonical.AsSpan().ContainsAnyInRange((byte)0, (byte)0x1F))
        {
            // The form has control characters as they are, which JSON has not: it is to be signed, not to be read.
            return;
        }

        Promise.RoundTrip(
            canonical,
            bytes =>
            {
                using var again = JsonDocument.Parse(bytes, StrictJson.Options);
                Promise.Holds(JsonElement.DeepEquals(document.RootElement, again.RootElement), "the canonical form means something else");
                return CanonicalJson.Write(again.RootElement);
            }
        );
    }

    public bool IsRefusal(Exception exception) => exception is JsonException or RefusedException;
}
