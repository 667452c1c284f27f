namespace Phederation.Fuzzing.Models.OpenApi.Documents;

/// <summary>What the body of a request is.</summary>
/// <param name="IsRequired">Whether there must be one.</param>
/// <param name="Media">The forms in which it can be.</param>
internal sealed record ApiBody(bool IsRequired, IReadOnlyList<ApiMedia> Media);
