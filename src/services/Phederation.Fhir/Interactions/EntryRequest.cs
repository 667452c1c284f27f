using System.Text.Json;
using Phederation.Fhir.Json;
using Phederation.Fhir.Outcomes;

namespace Phederation.Fhir.Interactions;

/// <summary>Reads the requests in a bundle's entries.</summary>
internal static class EntryRequest
{
    private static readonly string[] Methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"];

    /// <summary>The request of an entry.</summary>
    /// <exception cref="FhirException">It is malformed: 400.</exception>
    public static FhirRequest Read(FhirRequest bundle, JsonElement entry, JsonElement? resource)
    {
        if (
            entry.At("request") is not { ValueKind: JsonValueKind.Object } request
            || request.TextAt("method") is not { } method
            || request.TextAt("url") is not { Length: > 0 } url
        )
        {
            throw FhirException.BadRequest("The entry's request needs a method and a url.", "required");
        }

        if (!Methods.Contains(method))
        {
            throw FhirException.BadRequest($"'{OutcomeWriter.Printable(method)}' is no method.", "value");
        }

        if (method is "POST" or "PUT" or "PATCH" && resource is null)
        {
            throw FhirException.BadRequest($"An entry with {method} needs a resource.", "required");
        }

        var (path, parameters) = Address(url, bundle.BaseAddress);
        return bundle with
        {
            Method = method,
            Path = path,
            Parameters = parameters,
            IfMatch = request.TextAt("ifMatch"),
            IfNoneMatch = request.TextAt("ifNoneMatch"),
            IfModifiedSince = request.TextAt("ifModifiedSince"),
            IfNoneExist = request.TextAt("ifNoneExist"),
            Resource = resource,
            Body = default,
        };
    }

    /// <summary>The path and the parameters of an address within this service.</summary>
    /// <exception cref="FhirException">It is another server's: 400.</exception>
    public static (IReadOnlyList<string> Path, IReadOnlyList<KeyValuePair<string, string>> Parameters) Address(
        string url,
        string baseAddress
    )
    {
        if (url.StartsWith(baseAddress + "/", StringComparison.Ordinal))
        {
            url = url[(baseAddress.Length + 1)..];
        }

        if (url.Contains("://", StringComparison.Ordinal) && url.IndexOf("://", StringComparison.Ordinal) < (uint)url.IndexOf('?'))
        {
            throw FhirException.BadRequest("The entry's url is of another server.", "value");
        }

        var mark = url.IndexOf('?');
        var path = (mark < 0 ? url : url[..mark]).Trim('/');
        return (
            path.Length == 0
                ? []
                : [.. path.Split('/').Select(part => QueryText.Decode(part.Replace("+", "%2B", StringComparison.Ordinal)))],
            mark < 0 ? [] : QueryText.Parse(url[(mark + 1)..])
        );
    }
}
