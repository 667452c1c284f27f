namespace Phederation.Testing;

/// <summary>Where the checkout under test and the shared material beside it are.</summary>
public static class Repository
{
    /// <summary>The checkout's root: the first folder upwards that holds the solution.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>A file of the shared material beside the checkout; the test is skipped where it is absent.</summary>
    public static string Shared(string relative)
    {
        var path = Path.GetFullPath(Path.Combine(Root, "..", "shared", relative));
        Assert.SkipUnless(Path.Exists(path), $"the shared material '{relative}' is not beside this checkout");
        return path;
    }

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Phederation.Pipeline.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException("The tests run outside a checkout: no folder above holds Phederation.Pipeline.sln.");
    }
}
