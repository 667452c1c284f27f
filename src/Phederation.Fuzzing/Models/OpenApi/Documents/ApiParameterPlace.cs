namespace Phederation.Fuzzing.Models.OpenApi.Documents;

/// <summary>Where a parameter is.</summary>
internal enum ApiParameterPlace
{
    /// <summary>In the path.</summary>
    Path,

    /// <summary>Behind the question mark.</summary>
    Query,

    /// <summary>A header.</summary>
    Header,

    /// <summary>A cookie.</summary>
    Cookie,
}
