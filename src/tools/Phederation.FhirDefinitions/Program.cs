using System.IO.Compression;
using System.Reflection;
using System.Text;
using Phederation.FhirDefinitions;
using Phederation.FhirModel;
using FhirDefinitions = Phederation.FhirModel.FhirDefinitions;

if (args is not [var folder] || !Directory.Exists(folder))
{
    Console.Error.WriteLine("usage: FhirDefinitions FOLDER, the folder of the project Phederation.FhirModel");
    return 2;
}

var archive = typeof(TypeTable).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(one => one.Key == "Specification").Value!;
await using var zip = await ZipFile.OpenReadAsync(archive);
var resources = Specification.Read(zip, "profiles-resources.xml");
var types = new TypeTable(Specification.Read(zip, "profiles-types.xml").Concat(resources));
var codes = new CodeTable(
    Specification
        .Read(zip, "valuesets.xml")
        .Concat(Specification.Read(zip, "v3-codesystems.xml"))
        .Concat(Specification.Read(zip, "v2-tables.xml"))
        .Concat(resources)
);
var text = new StringBuilder()
    .Append(
        "# FHIR R4 (4.0.1), made by src/tools/Phederation.FhirDefinitions from HL7's definitions, which are in the public domain (CC0). Don't edit.\n"
    )
    .Append(
        "# type NAME KIND; below it its own elements: NAME[^] MIN MAX TYPES [=CODES], ^ where it is part of a summary. codes NAME SYSTEM|CODE,CODE;SYSTEM|...\n"
    )
    .Append("# param TYPE CODE KIND ID TARGETS PATHS; a path is steps of JSON properties and the type at their end, with ?name=value\n")
    .Append(
        "# for a filter, >TYPE for the type of what is referred to and #N for an index; a part of a composite is part PARAM KIND PATHS.\n"
    );
types.Write(text, codes);
codes.Write(text);
new ParameterTable(types, Specification.Read(zip, "search-parameters.xml"), resources).Write(text);
var operations = OperationTable.Write(resources);

// Written only if they can be read back.
using var definitionText = new StringReader(text.ToString());
using var operationText = new StringReader(operations);
var read = FhirDefinitions.Read(definitionText);
var count = FhirOperation.Read(operationText).Count;
await File.WriteAllTextAsync(Path.Combine(folder, "fhir-r4.definitions"), text.ToString());
await File.WriteAllTextAsync(Path.Combine(folder, "fhir-r4.operations"), operations);
Console.WriteLine(
    $"{read.Resources.Count} resource types, {read.Resources.Sum(type => read.Parameters(type).Count)} search parameters, {count} operations"
);
return 0;
