using Phederation.BuildTasks;
using Phederation.Testing;

namespace Phederation.Build.Tests.Tasks;

public sealed class WorkTreeTests
{
    [Fact]
    public void Clean_deletes_what_was_made_and_nothing_else()
    {
        using var folder = new TempFolder();
        string[] made = ["src/A/bin/x.dll", "src/A/obj/x.json", "tests/T/bin/t.dll", "build/obj/y.json", "output/release.json"];
        string[] kept =
        [
            "src/A/A.csproj",
            "tests/T/T.csproj",
            "build/_build.csproj",
            "src/A/data/bin/table.txt",
            ".state/keys/root.json",
            ".nuke/temp/build/1/_build.dll",
        ];
        foreach (var file in made.Concat(kept))
        {
            folder.Write(file, "x");
        }

        WorkTree.Clean(folder.Path);
        WorkTree.Clean(folder.Path);
        Assert.All(made, file => Assert.False(File.Exists(folder[file]), file));
        Assert.All(kept, file => Assert.True(File.Exists(folder[file]), file));
    }
}
