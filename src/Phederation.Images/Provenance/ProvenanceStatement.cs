using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Phederation.Images.Building;

namespace Phederation.Images.Provenance;

/// <summary>
/// How an image came to be: an in-toto statement with a SLSA v1 predicate (in-toto attestation framework, <c>Statement/v1</c>; SLSA,
/// <c>provenance/v1</c>). Its subject is the image's ID, the digest of its configuration.
/// </summary>
public static partial class ProvenanceStatement
{
    /// <summary>The URI of the kind of build: what the parameters below mean.</summary>
    public const string BuildType = "urn:phederation:image-build:v1";

    private const string Builder = "urn:phederation:pipeline";
    private static readonly JsonWriterOptions Indented = new() { Indented = true, NewLine = "\n" };

    /// <summary>Writes the statement.</summary>
    public static byte[] Write(BuiltImage image, ProvenanceRun run)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Indented))
        {
            json.WriteStartObject();
            json.WriteString("_type", "https://in-toto.io/Statement/v1");
            json.WriteStartArray("subject");
            WriteDescriptor(json, image.Reference, uri: null, "sha256", image.ImageId.Hex);
            json.WriteEndArray();
            json.WriteString("predicateType", "https://slsa.dev/provenance/v1");
            json.WriteStartObject("predicate");
            WriteDefinition(json, image, run);
            WriteRun(json, image, run);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        buffer.WriteByte((byte)'\n');
        return buffer.ToArray();
    }

    private static void WriteDefinition(Utf8JsonWriter json, BuiltImage image, ProvenanceRun run)
    {
        json.WriteStartObject("buildDefinition");
        json.WriteString("buildType", BuildType);
        json.WriteStartObject("externalParameters");
        json.WriteString("image", image.Definition.Name);
        json.WriteString("repository", image.Definition.Repository);
        json.WriteString("version", image.Definition.Version);
        json.WriteEndObject();
        json.WriteStartObject("internalParameters");
        json.WriteString("inputsHash", image.InputsHash);
        json.WriteBoolean("bitIdentical", image.WhyByEngine is null);
        if (image.WhyByEngine is { } why)
        {
            json.WriteString("builtByEngineBecause", why);
        }

        json.WriteBoolean("dirty", run.IsDirty);
        json.WriteStartArray("changes");
        foreach (var change in run.Changes)
        {
            json.WriteStringValue(change);
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteStartArray("resolvedDependencies");
        if (CommitText().IsMatch(run.Commit))
        {
            json.WriteStartObject();
            json.WriteString("name", "source");
            json.WriteStartObject("digest");
            json.WriteString("gitCommit", run.Commit);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        foreach (var input in image.Inputs.OrderBy(input => input.Name, StringComparer.Ordinal))
        {
            WriteDescriptor(json, input.Name, input.Uri, input.Algorithm, input.Hash);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteRun(Utf8JsonWriter json, BuiltImage image, ProvenanceRun run)
    {
        json.WriteStartObject("runDetails");
        json.WriteStartObject("builder");
        json.WriteString("id", Builder);
        json.WriteStartObject("version");
        json.WriteString("pipeline", run.ToolVersion);
        json.WriteString("engine", run.Engine);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteStartObject("metadata");
        json.WriteString("invocationId", $"{image.InputsHash}@{Time(run.Started)}");
        json.WriteString("startedOn", Time(run.Started));
        json.WriteString("finishedOn", Time(run.Finished));
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteDescriptor(Utf8JsonWriter json, string name, string? uri, string algorithm, string hash)
    {
        json.WriteStartObject();
        json.WriteString("name", name);
        if (uri is not null)
        {
            json.WriteString("uri", uri);
        }

        json.WriteStartObject("digest");
        json.WriteString(algorithm, hash);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^[0-9a-f]{40}([0-9a-f]{24})?\z")]
    private static partial Regex CommitText();
}
