namespace Phederation.Omop;

/// <summary>
/// The OMOP Common Data Model 5.3.1: the 39 tables of its PostgreSQL script (v5.3.1, June 2018, OHDSI/CommonDataModel), as a committed
/// table of facts. Three slips of that script are mended as its authors later did: DATETIME2, which PostgreSQL lacks, is timestamp;
/// cost.reveue_code_source_value is revenue_code_source_value; vocabulary.vocabulary_version may be null.
/// </summary>
public sealed class OmopCdm
{
    private const string Resource = "omop-cdm-5.3.1.facts";

    private OmopCdm(IReadOnlyList<OmopTable> tables) => Tables = tables;

    /// <summary>The version of the data model, as cdm_source.cdm_version gives it.</summary>
    public string Version { get; } = "5.3.1";

    /// <summary>The tables, in the order of the script.</summary>
    public IReadOnlyList<OmopTable> Tables { get; }

    /// <summary>Reads the facts that this library carries.</summary>
    public static OmopCdm Load()
    {
        using var stream =
            typeof(OmopCdm).Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException($"The assembly was built without {Resource}.");
        using var reader = new StreamReader(stream);
        return new OmopCdm(OmopFacts.Parse(reader.ReadToEnd()));
    }
}
