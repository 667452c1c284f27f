namespace Phederation.FhirModel;

/// <summary>The kinds of search parameters.</summary>
public enum SearchKind
{
    /// <summary>A number.</summary>
    Number,

    /// <summary>A date, a time or a period.</summary>
    Date,

    /// <summary>A text.</summary>
    String,

    /// <summary>A code with its system, an identifier, a truth value.</summary>
    Token,

    /// <summary>A reference to a resource.</summary>
    Reference,

    /// <summary>Several parameters of which one place must fit all.</summary>
    Composite,

    /// <summary>A number with its unit.</summary>
    Quantity,

    /// <summary>An address.</summary>
    Uri,
}
