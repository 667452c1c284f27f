namespace Phederation.Fuzzing.Models.OpenApi.Documents;

/// <summary>An answer that an operation may give.</summary>
/// <param name="Status">The status: <c>200</c>, <c>2XX</c>, <c>default</c>.</param>
/// <param name="Media">The forms in which its body can be; none says nothing of a body.</param>
internal sealed record ApiResponse(string Status, IReadOnlyList<ApiMedia> Media)
{
    /// <summary>Whether it names the address of something in the header Location.</summary>
    public bool HasLocation { get; init; }

    /// <summary>Links to other operations.</summary>
    public IReadOnlyList<ApiLink> Links { get; init; } = [];

    /// <summary>Whether it says that the request was carried out.</summary>
    public bool IsSuccess => Status.StartsWith('2');
}
