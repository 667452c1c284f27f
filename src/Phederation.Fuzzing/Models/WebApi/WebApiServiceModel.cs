using Phederation.Fuzzing.Models.OpenApi;
using Phederation.Fuzzing.Models.OpenApi.Documents;

namespace Phederation.Fuzzing.Models.WebApi;

/// <summary>
/// OHDSI WebAPI, ours or the original: vocabulary, concept sets, cohort definitions with Circe's expressions, SQL, jobs, sources. The original has no
/// OpenAPI document; the one in this library was written from what its clients send. Its paths are relative to <c>…/WebAPI</c>.
/// </summary>
public static class WebApiServiceModel
{
    private const string Resource = "webapi.openapi.yaml";

    /// <summary>The model.</summary>
    public static IServiceModel Create()
    {
        using var stream = typeof(WebApiServiceModel).Assembly.GetManifestResourceStream(Resource)!;
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        var document = DocumentReader.Read(bytes.ToArray(), Resource, OpenApiLimits.Default);
        return OpenApiServiceModel.Of(document, $"ohdsi-webapi-{document.Version}");
    }
}
