using Phederation.Text;

namespace Phederation.Images.Catalogue;

/// <summary>Reads <c>stack.toml</c>; every error is located.</summary>
internal static class StackReader
{
    private const int CurrentSchema = 1;

    /// <summary>Reads the stack.</summary>
    public static StackDefinition Read(TomlTable root, IReadOnlyList<ImageDefinition> catalogue)
    {
        root.RejectUnknown("schema", "editions", "service", "job");
        if (root.Integer("schema", 1, int.MaxValue) != CurrentSchema)
        {
            throw root.Error("schema", $"this version reads schema {CurrentSchema}");
        }

        var editions = root.Strings("editions");
        if (editions.Count == 0 || editions.Distinct().Count() < editions.Count)
        {
            throw root.Error("editions", "at least one edition, each named once");
        }

        var parts = new List<StackPart>();
        foreach (var (key, role) in new[] { ("service", ImageRole.Service), ("job", ImageRole.Job) })
        {
            foreach (var table in root.OptionalTables(key))
            {
                parts.Add(ReadPart(table, role, editions, catalogue, parts));
            }
        }

        return new StackDefinition { Editions = editions, Parts = parts };
    }

    private static StackPart ReadPart(
        TomlTable table,
        ImageRole role,
        IReadOnlyList<string> editions,
        IReadOnlyList<ImageDefinition> catalogue,
        List<StackPart> before
    )
    {
        table.RejectUnknown("name", "image", "editions", "environment");
        var part = new StackPart
        {
            Name = DefinitionText.UserName(table, "name", "a lower-case name"),
            Image = table.String("image"),
            Editions = table.OptionalStrings("editions") is { Count: > 0 } chosen ? chosen : editions,
            Environment = RuntimeReader.ReadEnvironment(table.OptionalTable("environment")),
        };
        if (part.Editions.Except(editions).FirstOrDefault() is { } unknown)
        {
            throw table.Error("editions", $"there is no edition '{unknown}'; there are {string.Join(", ", editions)}");
        }

        if (catalogue.FirstOrDefault(image => image.Name == part.Image) is not { } image)
        {
            throw table.Error("image", $"there is no image '{part.Image}' in the folder");
        }

        if (image.Role != role)
        {
            throw table.Error("image", $"'{part.Image}' is no {role.ToString().ToLowerInvariant()} by its {ImageCatalogue.DefinitionFile}");
        }

        return
            before.Where(other => other.Name == part.Name).SelectMany(other => other.Editions).Intersect(part.Editions).FirstOrDefault()
                is { } twice
            ? throw table.Error("name", $"the edition '{twice}' has a '{part.Name}' already")
            : part;
    }
}
