using Phederation.Images.Catalogue;
using Phederation.Images.Packages;
using Phederation.Processes;

namespace Phederation.Images.Building;

/// <summary>The places in the cache folder.</summary>
internal sealed class BuildCache
{
    /// <summary>Names the places; nothing is made before it is used.</summary>
    public BuildCache(string folder)
    {
        Folder = Path.GetFullPath(folder);
        Records = new BuildRecords(Path.Combine(Folder, "built"));
        Written = new WrittenImages(Path.Combine(Folder, "written"));
    }

    /// <summary>The cache folder.</summary>
    public string Folder { get; }

    /// <summary>What was built.</summary>
    public BuildRecords Records { get; }

    /// <summary>The images that were written here, with their layers.</summary>
    public WrittenImages Written { get; }

    /// <summary>The private apt for a release of the distribution.</summary>
    public AptRoot Apt(Distribution distribution, IProcessRunner processes) =>
        new(
            Path.Combine(Folder, "apt", $"{distribution.Suite}-{distribution.Architecture}"),
            distribution.Suite,
            distribution.Architecture,
            processes
        );

    /// <summary>The downloaded packages.</summary>
    public PackageStore Packages(Distribution distribution, IProcessRunner processes) =>
        new(Path.Combine(Folder, "packages"), Apt(distribution, processes));

    /// <summary>The unpacked packages whose tools make generated files.</summary>
    public ToolPackages Tools(Distribution distribution, IProcessRunner processes) =>
        new(Path.Combine(Folder, "tools"), Packages(distribution, processes), processes);

    /// <summary>A new folder for one build; what interrupted builds left is removed. Call it while holding the cache's lock.</summary>
    public WorkFolder NewWorkFolder()
    {
        var parent = Path.Combine(Folder, "work");
        if (Directory.Exists(parent))
        {
            Directory.Delete(parent, recursive: true);
        }

        return new WorkFolder(Directory.CreateDirectory(Path.Combine(parent, "build")).FullName);
    }
}
