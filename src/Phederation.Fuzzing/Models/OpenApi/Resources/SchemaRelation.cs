using Phederation.Fuzzing.Models.OpenApi.Schemas;

namespace Phederation.Fuzzing.Models.OpenApi.Resources;

/// <summary>How schemas go together.</summary>
internal static class SchemaRelation
{
    private const int MaxDepth = 20;

    /// <summary>A property of a schema, or of one of its parts; null where there is none.</summary>
    public static ApiSchema? Property(ApiSchema schema, string name) => Property(schema, name, 0);

    /// <summary>The names of the properties of a schema and its parts.</summary>
    public static IEnumerable<string> Names(ApiSchema schema) => Names(schema, 0).Distinct();

    /// <summary>Whether what is sent can be expected to be read again: the same schema, or one with all of its properties, that are alike.</summary>
    public static bool Covers(ApiSchema? read, ApiSchema? sent) => Covers(read, sent, 0);

    private static bool Covers(ApiSchema? read, ApiSchema? sent, int depth)
    {
        if (read is null || sent is null || depth > MaxDepth || sent.IsWriteOnly || read.IsReadOnly)
        {
            return false;
        }

        if (sent.OneOf.Count > 0 || sent.AnyOf.Count > 0 || sent.IsPartial)
        {
            return false;
        }

        if (sent.Items is not null)
        {
            return ReferenceEquals(read.Items, sent.Items) ? IsTwoWay(sent.Items, depth) : Covers(read.Items, sent.Items, depth + 1);
        }

        var names = Names(sent).ToList();
        return names.Count > 0
            ? names.All(name => Property(sent, name) is not { } one || one.IsReadOnly || Covers(Property(read, name), one, depth + 1))
            : !sent.Types.HasFlag(SchemaTypes.Object) || ReferenceEquals(read, sent);
    }

    private static bool IsTwoWay(ApiSchema schema, int depth) => Covers(schema, schema, depth + 1);

    private static ApiSchema? Property(ApiSchema schema, string name, int depth) =>
        schema.Properties.GetValueOrDefault(name)
        ?? (
            depth > MaxDepth
                ? null
                : schema.AllOf.Select(part => Property(part, name, depth + 1)).FirstOrDefault(found => found is not null)
        );

    private static IEnumerable<string> Names(ApiSchema schema, int depth) =>
        depth > MaxDepth ? [] : schema.Properties.Keys.Concat(schema.AllOf.SelectMany(part => Names(part, depth + 1)));
}
