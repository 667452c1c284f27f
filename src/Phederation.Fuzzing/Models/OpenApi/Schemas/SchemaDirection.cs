namespace Phederation.Fuzzing.Models.OpenApi.Schemas;

/// <summary>Which way a value goes: some properties go one way only.</summary>
internal enum SchemaDirection
{
    /// <summary>To the service: what is read-only isn't there.</summary>
    Request,

    /// <summary>From the service: what is write-only isn't there.</summary>
    Answer,
}
