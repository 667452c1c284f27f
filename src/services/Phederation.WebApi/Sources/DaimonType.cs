namespace Phederation.WebApi.Sources;

/// <summary>What a schema of a source is for; the numbers are those of the table.</summary>
internal enum DaimonType
{
    /// <summary>Clinical data.</summary>
    CDM = 0,

    /// <summary>The vocabulary.</summary>
    Vocabulary = 1,

    /// <summary>Counts.</summary>
    Results = 2,

    /// <summary>Evidence.</summary>
    CEM = 3,

    /// <summary>Counts of evidence.</summary>
    CEMResults = 4,

    /// <summary>Temporary tables.</summary>
    Temp = 5,
}
