using Phederation.Fhir.Indexing;
using Phederation.FhirModel;

namespace Phederation.Fhir.Tests.Indexing;

public sealed class IndexRowsTests
{
    [Fact]
    public void Number_of_the_compartment_is_that_of_no_search_parameter() =>
        Assert.All(
            FhirDefinitions.R4.Resources.SelectMany(type => FhirDefinitions.R4.Parameters(type).Values),
            one =>
                Assert.DoesNotContain(IndexRows.Compartment, new[] { one.Number, one.TextNumber, one.IdentifierNumber, one.OfTypeNumber })
        );
}
