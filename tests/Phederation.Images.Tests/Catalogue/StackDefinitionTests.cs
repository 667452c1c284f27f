using Phederation.Images.Catalogue;
using Phederation.Testing;
using Phederation.Text;

namespace Phederation.Images.Tests.Catalogue;

public sealed class StackDefinitionTests : IDisposable
{
    private const string Head = "schema = 1\neditions = [\"standard\", \"secure\"]\n";
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_checkouts_own_stack_has_the_names_that_users_know()
    {
        var stack = StackDefinition.Load(SharedImages.ImagesFolder, ImageCatalogue.Load(SharedImages.ImagesFolder));

        Assert.Equal(["standard", "secure"], stack.Editions);
        var names = stack.Parts.Where(part => part.Editions.Contains("standard")).Select(part => part.Name);
        Assert.Superset(
            new HashSet<string> { "postgres", "zeppelin", "distributed-analytics-r-server", "proxy", "omop-indexes-and-constraints" },
            names.ToHashSet()
        );
    }

    [Fact]
    public void Part_belongs_to_all_editions_or_to_those_that_it_names()
    {
        var stack = Load(
            """
            [[service]]
            name = "postgres"
            image = "postgres"
            [[service]]
            name = "web"
            image = "tomcat"
            editions = ["standard"]
            [[service]]
            name = "web"
            image = "tomcat"
            editions = ["secure"]
            environment = { LOGIN = "database" }
            [[job]]
            name = "qa"
            image = "qa-database"
            """
        );

        Assert.Equal(["standard", "secure"], stack.Parts[0].Editions);
        Assert.Equal(["standard"], stack.Parts[1].Editions);
        Assert.Equal("database", stack.Parts[2].Environment["LOGIN"]);
        Assert.Equal(("qa", "qa-database"), (stack.Parts[3].Name, stack.Parts[3].Image));
    }

    [Theory]
    [InlineData("[[service]]\nname = \"a\"\nimage = \"absent\"", ":5:9", "no image 'absent'")]
    [InlineData("[[service]]\nname = \"a\"\nimage = \"qa-database\"", ":5:9", "'qa-database' is no service")]
    [InlineData("[[job]]\nname = \"a\"\nimage = \"postgres\"", ":5:9", "'postgres' is no job")]
    [InlineData("[[service]]\nname = \"A b\"\nimage = \"postgres\"", ":4:8", "a lower-case name")]
    [InlineData("[[service]]\nname = \"a\"\nimage = \"postgres\"\neditions = [\"gold\"]", ":6:12", "no edition 'gold'")]
    [InlineData("[[service]]\nname = \"a\"\nimage = \"postgres\"\nport = 1", ":6:1", "'port' is unknown")]
    [InlineData(
        "[[service]]\nname = \"a\"\nimage = \"postgres\"\n[[service]]\nname = \"a\"\nimage = \"tomcat\"\neditions = [\"secure\"]",
        ":7:8",
        "'secure' has a 'a' already"
    )]
    public void Stack_that_does_not_fit_is_refused_with_its_place(string text, string place, string reason)
    {
        var fault = Assert.Throws<TomlException>(() => Load(text));

        Assert.Contains(StackDefinition.FileName + place, fault.Message, StringComparison.Ordinal);
        Assert.Contains(reason, fault.Message, StringComparison.Ordinal);
    }

    private StackDefinition Load(string text)
    {
        _folder.Write(StackDefinition.FileName, Head + text);
        return StackDefinition.Load(_folder.Path, ImageCatalogue.Load(SharedImages.ImagesFolder));
    }
}
