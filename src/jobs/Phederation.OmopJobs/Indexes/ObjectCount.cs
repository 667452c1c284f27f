using Phederation.Omop;

namespace Phederation.OmopJobs.Indexes;

/// <summary>How many of the objects of each kind a database has.</summary>
internal static class ObjectCount
{
    /// <summary>Counts them.</summary>
    public static string Of(IReadOnlyList<OmopObject> wanted, SchemaCatalogue catalogue)
    {
        string Count(params OmopObjectKind[] kinds)
        {
            var all = wanted.Where(item => kinds.Contains(item.Kind)).ToList();
            return $"{all.Count(item => catalogue.StateOf(item).State == ObjectState.Present)} of {all.Count}";
        }

        return $"{Count(OmopObjectKind.PrimaryKey)} primary keys, "
            + $"{Count(OmopObjectKind.Index, OmopObjectKind.UniqueIndex)} indexes ({Count(OmopObjectKind.UniqueIndex)} unique), "
            + $"{Count(OmopObjectKind.ForeignKey, OmopObjectKind.Unique)} constraints ({Count(OmopObjectKind.Unique)} unique)";
    }
}
