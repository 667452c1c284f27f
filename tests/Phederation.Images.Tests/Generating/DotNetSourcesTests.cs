using Phederation.Images.Generating;
using Phederation.Testing;

namespace Phederation.Images.Tests.Generating;

public sealed class DotNetSourcesTests
{
    [Fact]
    public void Sources_are_those_of_the_project_of_what_it_refers_to_and_the_checkouts_settings()
    {
        using var folder = new TempFolder();
        var project = folder.Write(
            "src/App/App.csproj",
            """<Project><ItemGroup><ProjectReference Include="..\Lib\Lib.csproj" /></ItemGroup></Project>"""
        );
        folder.Write("src/App/Program.cs", "");
        folder.Write("src/App/obj/made.cs", "");
        folder.Write("src/App/bin/Release/App.dll", "");
        folder.Write(
            "src/Lib/Lib.csproj",
            """<Project><ItemGroup><ProjectReference Include="../App/App.csproj" /></ItemGroup></Project>"""
        );
        folder.Write("src/Lib/Data/facts.txt", "");
        folder.Write("src/Other/Other.cs", "");
        folder.Write("Directory.Build.props", "");

        var files = DotNetSources.Of(project, folder.Path).Select(file => Path.GetRelativePath(folder.Path, file).Replace('\\', '/'));

        Assert.Equal(
            ["Directory.Build.props", "src/App/App.csproj", "src/App/Program.cs", "src/Lib/Data/facts.txt", "src/Lib/Lib.csproj"],
            files
        );
    }

    [Fact]
    public void Folder_without_a_project_and_a_reference_into_nothing_are_named()
    {
        using var folder = new TempFolder();
        Assert.Equal(ImageFault.BadDefinition, Assert.Throws<ImageException>(() => DotNetSources.ProjectIn(folder.Path)).Fault);

        var project = folder.Write(
            "App/App.csproj",
            """<Project><ItemGroup><ProjectReference Include="../Gone/Gone.csproj" /></ItemGroup></Project>"""
        );
        var fault = Assert.Throws<ImageException>(() => DotNetSources.Of(project, folder.Path));
        Assert.Contains("Gone.csproj", fault.Message, StringComparison.Ordinal);
    }
}
