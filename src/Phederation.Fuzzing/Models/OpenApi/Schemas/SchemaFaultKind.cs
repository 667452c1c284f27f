namespace Phederation.Fuzzing.Models.OpenApi.Schemas;

/// <summary>What of a schema a value breaks.</summary>
internal enum SchemaFaultKind
{
    /// <summary>A required property, parameter or body isn't there.</summary>
    MissingRequired,

    /// <summary>Another type.</summary>
    WrongType,

    /// <summary>Null, where that is not allowed.</summary>
    NullValue,

    /// <summary>None of the values that are allowed.</summary>
    NotInEnum,

    /// <summary>Below the minimum, above the maximum, or no multiple.</summary>
    OutOfRange,

    /// <summary>A text that is too short.</summary>
    TooShort,

    /// <summary>A text that is too long.</summary>
    TooLong,

    /// <summary>A text without the pattern.</summary>
    PatternBroken,

    /// <summary>A text that isn't of the format.</summary>
    FormatBroken,

    /// <summary>A list with too few items, or an object with too few properties.</summary>
    TooFew,

    /// <summary>A list with too many items, or an object with too many properties.</summary>
    TooMany,

    /// <summary>The same item twice.</summary>
    Repeated,

    /// <summary>A property that must not be there.</summary>
    ExtraProperty,

    /// <summary>None of several schemas, more than one, or one that must not hold.</summary>
    NoAlternative,
}
