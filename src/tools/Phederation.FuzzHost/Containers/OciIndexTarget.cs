using Phederation.Containers.Oci;
using Phederation.ParserFuzzing.Targets;

namespace Phederation.FuzzHost.Containers;

/// <summary>Image indexes of registries and layouts.</summary>
internal sealed class OciIndexTarget : IFuzzTarget
{
    public string Name => "oci-index";

    public IReadOnlyList<Type> Code => [typeof(OciDocument)];

    public void Run(byte[] input) => Promise.RoundTrip(Write(input), Write);

    public bool IsRefusal(Exception exception) => exception is OciException;

    private static byte[] Write(byte[] document) => OciDocument.Write(OciDocument.ParseIndex(document));
}
