namespace Phederation.Images.Auditing.Reading;

/// <summary>What a blob is by its first bytes.</summary>
internal enum LayerForm
{
    /// <summary>Nothing that matters.</summary>
    Other,

    /// <summary>A tar.</summary>
    Tar,

    /// <summary>Something packed by gzip.</summary>
    Gzip,

    /// <summary>Something packed by Zstandard.</summary>
    Zstandard,

    /// <summary>A JSON document.</summary>
    Json,
}
