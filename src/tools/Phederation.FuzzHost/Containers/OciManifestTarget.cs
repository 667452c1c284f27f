using Phederation.Containers.Oci;
using Phederation.ParserFuzzing.Targets;

namespace Phederation.FuzzHost.Containers;

/// <summary>Image manifests of registries and archives.</summary>
internal sealed class OciManifestTarget : IFuzzTarget
{
    public string Name => "oci-manifest";

    public IReadOnlyList<Type> Code => [typeof(OciDocument)];

    public void Run(byte[] input) => Promise.RoundTrip(Write(input), Write);

    public bool IsRefusal(Exception exception) => exception is OciException;

    private static byte[] Write(byte[] document) => OciDocument.Write(OciDocument.ParseManifest(document));
}
