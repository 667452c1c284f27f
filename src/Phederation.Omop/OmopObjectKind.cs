namespace Phederation.Omop;

/// <summary>What is made on the data model's tables after they are loaded.</summary>
public enum OmopObjectKind
{
    /// <summary>A primary key.</summary>
    PrimaryKey,

    /// <summary>An index.</summary>
    Index,

    /// <summary>An index that admits no two equal rows.</summary>
    UniqueIndex,

    /// <summary>A foreign key.</summary>
    ForeignKey,

    /// <summary>A constraint that admits no two equal rows.</summary>
    Unique,
}
