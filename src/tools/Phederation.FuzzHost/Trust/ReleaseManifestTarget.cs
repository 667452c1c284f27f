using Phederation.ParserFuzzing.Targets;
using Phederation.Trust;
using Phederation.Trust.Releases;

namespace Phederation.FuzzHost.Trust;

/// <summary>The <c>release.json</c> of a release folder; one manifest has one form.</summary>
internal sealed class ReleaseManifestTarget : IFuzzTarget
{
    public string Name => "release-manifest";

    public IReadOnlyList<Type> Code => [typeof(ReleaseManifest)];

    public int MaximumLength => 8192;

    public void Run(byte[] input) =>
        Promise.RoundTrip(ReleaseManifest.Parse(input).ToBytes(), bytes => ReleaseManifest.Parse(bytes).ToBytes());

    public bool IsRefusal(Exception exception) => exception is RefusedException;
}
