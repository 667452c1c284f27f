using Phederation.Images;
using Phederation.Images.Sbom;
using Phederation.ParserFuzzing.Targets;

namespace Phederation.FuzzHost.Images;

/// <summary>The npm packages of a stranger's image: a lock file and a module's own.</summary>
internal sealed class NpmPackagesTarget : IFuzzTarget
{
    public string Name => "npm-packages";

    public IReadOnlyList<Type> Code => [typeof(NpmPackages)];

    public void Run(byte[] input)
    {
        NpmPackages.Read(PackageFiles.Image("app/package-lock.json", input), "fuzzed");
        NpmPackages.Read(PackageFiles.Image("app/node_modules/a/package.json", input), "fuzzed");
    }

    public bool IsRefusal(Exception exception) => exception is ImageException;
}
