namespace Phederation.Fuzzing.Models.OpenApi.Reading;

/// <summary>What a value of a document is.</summary>
internal enum ApiNodeKind
{
    /// <summary>Nothing: <c>null</c>.</summary>
    Null,

    /// <summary>True or false.</summary>
    Boolean,

    /// <summary>A number.</summary>
    Number,

    /// <summary>A text.</summary>
    Text,

    /// <summary>A list.</summary>
    List,

    /// <summary>Members with names.</summary>
    Object,
}
