namespace Phederation.FhirModel.Tests;

public sealed class FhirOperationTests
{
    [Fact]
    public void All_operations_of_the_standard_are_there() => Assert.Equal(46, FhirOperation.R4.Count);

    [Fact]
    public void Operation_knows_where_it_is_asked_and_what_goes_in()
    {
        var everything = FhirOperation.R4.Single(one => one.Code == "everything" && one.Types.Contains("Patient"));

        Assert.True(everything is { OnSystem: false, OnType: true, OnInstance: true });
        Assert.Equal(["start", "end", "_since", "_type", "_count"], everything.Inputs.Select(one => one.Name));
        Assert.True(everything.Inputs[3].IsMany);
    }

    [Fact]
    public void Parts_are_below_what_they_are_parts_of()
    {
        var find = FhirOperation.R4.Single(one => one.Code == "find-matches");
        var property = find.Inputs.Single(one => one.Name == "property");

        Assert.Null(property.TypeName);
        Assert.Equal(["code", "value", "subproperty"], property.Parts.Select(one => one.Name));
        Assert.Equal(["code", "value"], property.Parts[2].Parts.Select(one => one.Name));
        Assert.Contains(find.Inputs, one => one.Name == "exact");
    }

    [Fact]
    public void Types_of_inputs_are_known() =>
        Assert.All(
            FhirOperation.R4.SelectMany(operation => operation.Inputs),
            input =>
                Assert.True(
                    input.TypeName is null or "Resource" or "Element" || FhirDefinitions.R4.Type(input.TypeName) is not null,
                    input.TypeName
                )
        );
}
