namespace Phederation.WebApi.Sources;

/// <summary>A source as WebAPI tells it: without its address.</summary>
internal sealed record SourceDto(
    int SourceId,
    string SourceName,
    string SourceDialect,
    string SourceKey,
    IReadOnlyList<SourceDaimon> Daimons
)
{
    /// <summary>Of a source.</summary>
    public static SourceDto Of(Source source) => new(source.Id, source.Name, source.Dialect, source.Key, source.Daimons);
}
