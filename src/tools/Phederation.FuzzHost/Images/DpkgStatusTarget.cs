using Phederation.Images;
using Phederation.Images.Installed;
using Phederation.ParserFuzzing.Targets;

namespace Phederation.FuzzHost.Images;

/// <summary>The list of installed packages of an image of unknown origin.</summary>
internal sealed class DpkgStatusTarget : IFuzzTarget
{
    public string Name => "dpkg-status";

    public IReadOnlyList<Type> Code => [typeof(DpkgStatusReader)];

    public void Run(byte[] input) => DpkgStatusReader.Read(input, "fuzzed");

    public bool IsRefusal(Exception exception) => exception is ImageException;
}
