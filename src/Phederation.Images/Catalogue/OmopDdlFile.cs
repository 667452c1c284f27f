namespace Phederation.Images.Catalogue;

/// <summary>The tables of the OMOP CDM as SQL, in the place of a marked line of a root file.</summary>
/// <param name="Schema">The schema that the tables are in.</param>
/// <param name="Path">The path in the image, without a leading slash.</param>
public sealed record OmopDdlFile(string Schema, string Path) : GeneratedFile(Path)
{
    /// <summary>The kind's name in <c>image.toml</c>.</summary>
    public const string Kind = "omop-ddl";
}
