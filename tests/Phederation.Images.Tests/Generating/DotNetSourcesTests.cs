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
    public void What_a_project_takes_in_from_elsewhere_is_a_source_too()
    {
        using var folder = new TempFolder();
        var project = folder.Write(
            "src/group/App/App.csproj",
            """
            <Project>
              <Import Project="..\Shared.props" />
              <ItemGroup>
                <Compile Include="../../common/**/*.cs" />
                <Content Include="$(MSBuildThisFileDirectory)../page.html" />
              </ItemGroup>
            </Project>
            """
        );
        folder.Write("src/group/Shared.props", """<Project><Import Project="$(MSBuildThisFileDirectory)More.props" /></Project>""");
        folder.Write("src/group/More.props", "<Project />");
        folder.Write("src/group/page.html", "");
        folder.Write("src/group/Directory.Build.targets", "<Project />");
        folder.Write("src/common/deep/Clock.cs", "");

        var files = DotNetSources.Of(project, folder.Path).Select(file => Path.GetRelativePath(folder.Path, file).Replace('\\', '/'));

        Assert.Equal(
            [
                "src/common/deep/Clock.cs",
                "src/group/App/App.csproj",
                "src/group/Directory.Build.targets",
                "src/group/More.props",
                "src/group/Shared.props",
                "src/group/page.html",
            ],
            files
        );
    }

    [Theory]
    [InlineData("""<Project><Import Project="$(Elsewhere)/x.props" /></Project>""", "$(Elsewhere)/x.props")]
    [InlineData("""<Project><ItemGroup><Compile Include="../a.cs;../b.cs" /></ItemGroup></Project>""", "../a.cs;../b.cs")]
    [InlineData("""<Project><ItemGroup><Compile Include="../gone.cs" /></ItemGroup></Project>""", "gone.cs, which is not there")]
    public void What_cant_be_followed_is_refused_rather_than_missed(string text, string named)
    {
        using var folder = new TempFolder();
        var project = folder.Write("App/App.csproj", text);
        var fault = Assert.Throws<ImageException>(() => DotNetSources.Of(project, folder.Path));
        Assert.Equal(ImageFault.BadDefinition, fault.Fault);
        Assert.Contains(named, fault.Message, StringComparison.Ordinal);
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
