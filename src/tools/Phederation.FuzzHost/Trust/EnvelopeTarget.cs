using Phederation.ParserFuzzing.Targets;
using Phederation.Trust;
using Phederation.Trust.Verdicts;

namespace Phederation.FuzzHost.Trust;

/// <summary>Signed verdicts (DSSE envelopes).</summary>
internal sealed class EnvelopeTarget : IFuzzTarget
{
    public string Name => "dsse-envelope";

    public IReadOnlyList<Type> Code => [typeof(DsseEnvelope)];

    public void Run(byte[] input) =>
        Promise.RoundTrip(DsseEnvelope.Parse(input, "fuzzed").ToBytes(), bytes => DsseEnvelope.Parse(bytes, "fuzzed").ToBytes());

    public bool IsRefusal(Exception exception) => exception is RefusedException;
}
