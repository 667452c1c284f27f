using Phederation.Images;
using Phederation.Images.Sbom;
using Phederation.ParserFuzzing.Targets;

namespace Phederation.FuzzHost.Images;

/// <summary>The NuGet packages of a stranger's image: a program's dependencies and a lock file.</summary>
internal sealed class NuGetPackagesTarget : IFuzzTarget
{
    public string Name => "nuget-packages";

    public IReadOnlyList<Type> Code => [typeof(NuGetPackages)];

    public void Run(byte[] input)
    {
        NuGetPackages.Read(PackageFiles.Image("app/x.deps.json", input), "fuzzed", []);
        NuGetPackages.Read(PackageFiles.Image("app/packages.lock.json", input), "fuzzed", []);
    }

    public bool IsRefusal(Exception exception) => exception is ImageException;
}
