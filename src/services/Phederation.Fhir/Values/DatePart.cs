namespace Phederation.Fhir.Values;

/// <summary>The last part that a date was written with.</summary>
internal enum DatePart
{
    /// <summary>YYYY.</summary>
    Year,

    /// <summary>YYYY-MM.</summary>
    Month,

    /// <summary>YYYY-MM-DD.</summary>
    Day,

    /// <summary>Down to minutes, which only searches may.</summary>
    Minute,

    /// <summary>Down to seconds or finer.</summary>
    Second,
}
