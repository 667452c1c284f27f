namespace Phederation.Images.Auditing.Reading;

/// <summary>Where a link leads.</summary>
internal enum LinkResult
{
    /// <summary>To something in the image.</summary>
    Found,

    /// <summary>To nothing, or in a circle.</summary>
    Broken,

    /// <summary>Above the image's root.</summary>
    Escapes,
}
