using Phederation.Fuzzing.Generating;
using Phederation.Fuzzing.Generating.Fhir;
using Phederation.Fuzzing.Generating.Fhir.Seeds;

namespace Phederation.Fuzzing.Tests.Generating.Fhir.Seeds;

public sealed class KnownShapesTests
{
    [Fact]
    public void Shapes_are_named_once_each_and_are_requests()
    {
        var shapes = KnownShapes.Make(new FuzzRandom(1));

        Assert.Equal(shapes.Count, shapes.Select(one => one.Name).Distinct().Count());
        Assert.All(shapes, one => Assert.True(one.Request.Path is "" or ['/', ..], one.Request.Path));
        Assert.All(shapes, one => Assert.Equal(one.Request.ContentType is null, one.Request.Body is null));
    }

    [Fact]
    public void Bodies_are_refused_by_the_sites_server_or_are_those_of_requests()
    {
        foreach (var shape in KnownShapes.Make(new FuzzRandom(1)).Where(one => one.Name.StartsWith("deep-", StringComparison.Ordinal)))
        {
            Assert.NotEmpty(OurValidator.Complaints(shape.Request.Body!.Value.Span));
        }
    }

    [Fact]
    public void Shapes_are_about_a_resource_that_is_there_where_one_is_known() =>
        Assert.Contains(KnownShapes.Make(new FuzzRandom(1), new Jane()), one => one.Request is { Method: "PATCH", Path: "/Patient/jane" });

    private sealed class Jane : IReferenceSource
    {
        public string? Find(string type, FuzzRandom random) => "jane";
    }
}
