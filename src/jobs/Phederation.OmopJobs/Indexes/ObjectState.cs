namespace Phederation.OmopJobs.Indexes;

/// <summary>What the database has of an object.</summary>
internal enum ObjectState
{
    /// <summary>Nothing.</summary>
    Absent,

    /// <summary>The object as it should be, by its own or by another name.</summary>
    Present,

    /// <summary>The foreign key, but the rows that were there before it were not held to it yet.</summary>
    NotValidated,

    /// <summary>Something else by its name, or another primary key on its table.</summary>
    Different,
}
