namespace Phederation.FhirModel.Tests;

public sealed class FhirDefinitionsTests
{
    [Fact]
    public void Numbers_of_search_parameters_are_all_different()
    {
        var names = new Dictionary<int, string>();
        var all = FhirDefinitions.R4.Resources.SelectMany(type => FhirDefinitions.R4.Parameters(type).Values);
        foreach (var parameter in all.SelectMany(one => one.Parts.Append(one)))
        {
            foreach (var number in new[] { parameter.Number, parameter.TextNumber, parameter.IdentifierNumber, parameter.OfTypeNumber })
            {
                Assert.True(
                    names.TryAdd(number, $"{parameter.Type}.{parameter.Code}"),
                    $"{names.GetValueOrDefault(number)} and {parameter.Type}.{parameter.Code}"
                );
            }
        }
    }

    [Fact]
    public void All_resource_types_of_the_standard_are_there()
    {
        Assert.Equal(146, FhirDefinitions.R4.Resources.Count);
        Assert.Equal(66, FhirDefinitions.R4.Resources.Count(type => FhirDefinitions.R4.Compartment(type).Count > 0));
    }

    [Fact]
    public void Every_element_has_a_type_that_is_known()
    {
        foreach (var type in FhirDefinitions.R4.Resources.Select(name => FhirDefinitions.R4.Type(name)!))
        {
            Assert.All(
                type.Properties.Values,
                property => Assert.True(property.Type is not null || property.TypeName == "Resource", $"{type.Name}: {property.TypeName}")
            );
        }
    }

    [Fact]
    public void Choices_have_a_property_for_each_type()
    {
        var observation = FhirDefinitions.R4.Type("Observation")!;

        Assert.Equal("Quantity", observation.Properties["valueQuantity"].TypeName);
        Assert.Same(observation.Properties["valueQuantity"].Element, observation.Properties["valueDateTime"].Element);
        Assert.False(observation.Properties.ContainsKey("value"));
    }
}
