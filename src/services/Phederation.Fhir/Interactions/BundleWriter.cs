using System.Buffers;
using System.Text.Json;
using Phederation.Fhir.Json;
using Phederation.Fhir.Outcomes;
using Phederation.Fhir.Searching;
using Phederation.Fhir.Storage;

namespace Phederation.Fhir.Interactions;

/// <summary>Writes bundles of what was found.</summary>
internal sealed class BundleWriter : IDisposable
{
    private readonly ArrayBufferWriter<byte> _buffer = new(4096);
    private readonly Utf8JsonWriter _writer;
    private readonly string _baseAddress;
    private bool _hasEntries;

    public BundleWriter(string type, long? total, string baseAddress)
    {
        _baseAddress = baseAddress;
        _writer = new Utf8JsonWriter(_buffer, FhirJson.Writing);
        _writer.WriteStartObject();
        _writer.WriteString("resourceType", "Bundle");
        _writer.WriteString("id", Guid.CreateVersion7().ToString());
        _writer.WriteString("type", type);
        if (total is { } count)
        {
            _writer.WriteNumber("total", count);
        }
    }

    /// <summary>The links, before the entries.</summary>
    public void Links(string path, IReadOnlyList<KeyValuePair<string, string>> parameters, string? next)
    {
        _writer.WriteStartArray("link");
        Link("self", path, parameters);
        if (next is not null)
        {
            Link("next", path, [.. parameters, new("_cursor", next)]);
        }

        _writer.WriteEndArray();
    }

    /// <summary>An entry of a search.</summary>
    public void Found(StoredVersion version, string mode, Subset subset)
    {
        Begin();
        _writer.WriteString("fullUrl", $"{_baseAddress}/{version.Reference}");
        _writer.WritePropertyName("resource");
        _writer.WriteRawValue(subset.Of(ResourceText.Join(version), version.Type), skipInputValidation: true);
        _writer.WriteStartObject("search");
        _writer.WriteString("mode", mode);
        _writer.WriteEndObject();
        _writer.WriteEndObject();
    }

    /// <summary>An entry of what is to be said about a search.</summary>
    public void Outcome(IReadOnlyList<Issue> issues)
    {
        Begin();
        _writer.WritePropertyName("resource");
        OutcomeWriter.Write(_writer, issues);
        _writer.WriteStartObject("search");
        _writer.WriteString("mode", "outcome");
        _writer.WriteEndObject();
        _writer.WriteEndObject();
    }

    /// <summary>An entry of a history.</summary>
    public void Version(StoredVersion version, Subset subset)
    {
        Begin();
        _writer.WriteString("fullUrl", $"{_baseAddress}/{version.Reference}");
        if (!version.Deleted)
        {
            _writer.WritePropertyName("resource");
            _writer.WriteRawValue(subset.Of(ResourceText.Join(version), version.Type), skipInputValidation: true);
        }

        _writer.WriteStartObject("request");
        _writer.WriteString("method", version.Method);
        _writer.WriteString("url", version.Method == "POST" ? version.Type : version.Reference);
        _writer.WriteEndObject();
        _writer.WriteStartObject("response");
        _writer.WriteString(
            "status",
            version switch
            {
                { Deleted: true } => "204",
                { Version: 1 } => "201",
                _ => "200",
            }
        );
        _writer.WriteString("etag", version.ETag);
        _writer.WriteString("lastModified", ResourceText.Instant(version.Updated));
        _writer.WriteEndObject();
        _writer.WriteEndObject();
    }

    /// <summary>An entry that answers an entry of a batch or transaction.</summary>
    public void Answer(FhirResponse response)
    {
        Begin();
        if (response is { Body: { } body, IsOutcome: false })
        {
            if (response.Location is { } place)
            {
                _writer.WriteString("fullUrl", place.Split("/_history/")[0]);
            }

            _writer.WritePropertyName("resource");
            _writer.WriteRawValue(body, skipInputValidation: true);
        }

        _writer.WriteStartObject("response");
        _writer.WriteString("status", Status(response.Status));
        if (response.Location is { } location)
        {
            _writer.WriteString(
                "location",
                location.StartsWith(_baseAddress + "/", StringComparison.Ordinal) ? location[(_baseAddress.Length + 1)..] : location
            );
        }

        if (response.ETag is { } tag)
        {
            _writer.WriteString("etag", tag);
        }

        if (response.LastModified is { } modified)
        {
            _writer.WriteString("lastModified", ResourceText.Instant(modified));
        }

        if (response is { Body: { } outcome, IsOutcome: true })
        {
            _writer.WritePropertyName("outcome");
            _writer.WriteRawValue(outcome, skipInputValidation: true);
        }

        _writer.WriteEndObject();
        _writer.WriteEndObject();
    }

    /// <summary>The bundle as UTF-8.</summary>
    public byte[] Finish()
    {
        if (_hasEntries)
        {
            _writer.WriteEndArray();
        }

        _writer.WriteEndObject();
        _writer.Flush();
        return _buffer.WrittenSpan.ToArray();
    }

    public void Dispose() => _writer.Dispose();

    private void Begin()
    {
        if (!_hasEntries)
        {
            _writer.WriteStartArray("entry");
            _hasEntries = true;
        }

        _writer.WriteStartObject();
    }

    private void Link(string relation, string path, IReadOnlyList<KeyValuePair<string, string>> parameters)
    {
        _writer.WriteStartObject();
        _writer.WriteString("relation", relation);
        var query = parameters.Count == 0 ? "" : "?" + QueryText.Write(parameters);
        _writer.WriteString("url", $"{_baseAddress}{(path.Length == 0 ? "" : "/")}{path}{query}");
        _writer.WriteEndObject();
    }

    private static string Status(int status) =>
        status switch
        {
            200 => "200 OK",
            201 => "201 Created",
            204 => "204 No Content",
            304 => "304 Not Modified",
            400 => "400 Bad Request",
            401 => "401 Unauthorized",
            403 => "403 Forbidden",
            404 => "404 Not Found",
            405 => "405 Method Not Allowed",
            409 => "409 Conflict",
            410 => "410 Gone",
            412 => "412 Precondition Failed",
            422 => "422 Unprocessable Entity",
            _ => $"{status}",
        };
}
