using Phederation.Images.Catalogue;
using Phederation.Images.Packages;
using Phederation.Processes;

namespace Phederation.Images.Generating;

/// <summary>What generators work with.</summary>
/// <param name="Definition">The image.</param>
/// <param name="CacheFolder">Kept between builds.</param>
/// <param name="WorkFolder">Removed after the build.</param>
/// <param name="Lock">The locked packages.</param>
/// <param name="Tools">Unpacks the packages whose tools are needed.</param>
/// <param name="Processes">Runs tools.</param>
internal sealed record GeneratorContext(
    ImageDefinition Definition,
    string CacheFolder,
    string WorkFolder,
    PackageLock Lock,
    ToolPackages Tools,
    IProcessRunner Processes
)
{
    /// <summary>The checkout that the folder of images is in.</summary>
    public string Checkout => Path.GetDirectoryName(Path.GetDirectoryName(Definition.Folder)!)!;
}
