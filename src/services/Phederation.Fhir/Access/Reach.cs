namespace Phederation.Fhir.Access;

/// <summary>How much of a type a caller reaches.</summary>
internal enum Reach
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>What is in the compartment of one patient.</summary>
    Compartment,

    /// <summary>All of it.</summary>
    All,
}
