using Phederation.Fuzzing.Models.OpenApi.Documents;
using Phederation.Fuzzing.Models.OpenApi.Schemas;

namespace Phederation.Fuzzing.Models.OpenApi.Resources;

/// <summary>Where answers have the id of a resource.</summary>
internal static class IdCapture
{
    // What lists are wrapped in.
    private static readonly string[] Wrappers = ["items", "content", "data", "results", "value", "values", "entries", "list", "records"];

    /// <summary>In the answer to a creation; null where there seems to be none.</summary>
    public static string? OfCreation(ApiOperation create, string parameter, string singular)
    {
        var responses = create.Responses.Where(response => response.IsSuccess).ToList();
        var schema = responses
            .SelectMany(response => response.Media)
            .FirstOrDefault(media => media is { IsJson: true, Schema: not null })
            ?.Schema;
        return schema is not null && Member(schema, parameter, singular) is { } name ? $"json:{name}"
            : schema is not null && Data(schema) is { } wrapped && Member(wrapped, parameter, singular) is { } inner ? $"json:data.{inner}"
            : responses.Any(response => response.HasLocation || response.Status == "201") ? "location:id"
            : null;
    }

    /// <summary>In a list; null where there seems to be none.</summary>
    public static string? OfList(ApiOperation list, string parameter, string singular)
    {
        var schema = list
            .Responses.Where(response => response.IsSuccess)
            .SelectMany(response => response.Media)
            .FirstOrDefault(media => media is { IsJson: true, Schema: not null })
            ?.Schema;
        if (schema?.Items is { } items)
        {
            return Member(items, parameter, singular) is { } name ? $"json:0.{name}" : null;
        }

        return schema is null
            ? null
            : Wrappers
                .Select(wrapper =>
                    SchemaRelation.Property(schema, wrapper)?.Items is { } item && Member(item, parameter, singular) is { } name
                        ? $"json:{wrapper}.0.{name}"
                        : null
                )
                .FirstOrDefault(capture => capture is not null);
    }

    private static ApiSchema? Data(ApiSchema schema) => SchemaRelation.Property(schema, "data");

    private static string? Member(ApiSchema schema, string parameter, string singular)
    {
        var names = SchemaRelation.Names(schema).ToList();
        foreach (var wanted in (string[])[parameter, "id", "_id", $"{singular}Id", $"{singular}_id", "uuid", "guid", "key", "code", "name"])
        {
            // A dot would lead further into the value.
            if (
                names.FirstOrDefault(name => name.Equals(wanted, StringComparison.OrdinalIgnoreCase)) is { } found
                && !found.Contains('.', StringComparison.Ordinal)
            )
            {
                return found;
            }
        }

        return null;
    }
}
