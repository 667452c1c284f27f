namespace Phederation.Images.Catalogue;

/// <summary>A file that the build writes from facts of the project.</summary>
/// <param name="Kind">The generator: <c>omop-ddl</c>, the tables of the OMOP CDM in one schema.</param>
/// <param name="Schema">The schema that the generator writes for.</param>
/// <param name="Path">The path in the image, without a leading slash.</param>
public sealed record GeneratedFile(string Kind, string Schema, string Path);
