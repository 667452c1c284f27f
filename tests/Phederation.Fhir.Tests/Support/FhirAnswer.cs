using System.Text.Json;

namespace Phederation.Fhir.Tests.Support;

/// <summary>An answer of the server.</summary>
internal sealed record FhirAnswer(int Status, string Text, HttpResponseMessage Message)
{
    /// <summary>The body.</summary>
    public JsonElement Json => JsonElement.Parse(Text);

    /// <summary>The resource's id.</summary>
    public string Id => Json.GetProperty("id").GetString()!;

    /// <summary>The resource's version.</summary>
    public string Version => Json.GetProperty("meta").GetProperty("versionId").GetString()!;

    /// <summary>The status must be the expected one; the body says why it is not. Every error is an OperationOutcome and tells nothing of the inside.</summary>
    public FhirAnswer Is(int status)
    {
        Assert.True(
            Status == status,
            $"{Message.RequestMessage?.Method} {Message.RequestMessage?.RequestUri}: {Status}, expected {status}\n{Text}"
        );
        if (status >= 400 && Message.RequestMessage?.Method != HttpMethod.Head)
        {
            Assert.Equal("OperationOutcome", Json.GetProperty("resourceType").GetString());
            Assert.Equal("application/fhir+json", Message.Content.Headers.ContentType?.MediaType);
            Assert.DoesNotContain("SELECT", Text, StringComparison.Ordinal);
            Assert.DoesNotContain("   at ", Text, StringComparison.Ordinal);
        }

        return this;
    }

    /// <summary>The resources of a bundle.</summary>
    public List<JsonElement> Resources(string mode = "match") =>
        Json.TryGetProperty("entry", out var entries)
            ?
            [
                .. entries
                    .EnumerateArray()
                    .Where(entry => entry.GetProperty("search").GetProperty("mode").GetString() == mode)
                    .Select(entry => entry.GetProperty("resource")),
            ]
            : [];

    /// <summary>The ids of what was found.</summary>
    public IEnumerable<string> Ids(string mode = "match") => Resources(mode).Select(resource => resource.GetProperty("id").GetString()!);

    /// <summary>How many a search found.</summary>
    public int Total => Json.GetProperty("total").GetInt32();

    /// <summary>The link to the next page, or null.</summary>
    public string? Next =>
        Json.GetProperty("link")
            .EnumerateArray()
            .Where(link => link.GetProperty("relation").GetString() == "next")
            .Select(link => link.GetProperty("url").GetString())
            .FirstOrDefault();
}
