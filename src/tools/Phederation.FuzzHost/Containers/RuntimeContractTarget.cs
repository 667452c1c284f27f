using Phederation.Containers.Hardening;
using Phederation.Containers.Oci;
using Phederation.ParserFuzzing.Targets;

namespace Phederation.FuzzHost.Containers;

/// <summary>How a release's image is run.</summary>
internal sealed class RuntimeContractTarget : IFuzzTarget
{
    public string Name => "runtime-contract";

    public IReadOnlyList<Type> Code => [typeof(RuntimeContract)];

    public void Run(byte[] input) =>
        Promise.RoundTrip(RuntimeContract.Parse(input).ToJson(), bytes => RuntimeContract.Parse(bytes).ToJson());

    public bool IsRefusal(Exception exception) => exception is OciException;
}
