namespace Phederation.Fuzzing.Models.OpenApi.Schemas;

/// <summary>Types of JSON values, as schemas name them.</summary>
[Flags]
internal enum SchemaTypes
{
    /// <summary>No type.</summary>
    None = 0,

    /// <summary><c>null</c>.</summary>
    Null = 1,

    /// <summary>A truth value.</summary>
    Boolean = 2,

    /// <summary>A whole number.</summary>
    Integer = 4,

    /// <summary>Any number, a whole one too.</summary>
    Number = 8,

    /// <summary>A text.</summary>
    Text = 16,

    /// <summary>A list.</summary>
    Array = 32,

    /// <summary>Members with names.</summary>
    Object = 64,

    /// <summary>Any type.</summary>
    Any = Null | Boolean | Integer | Number | Text | Array | Object,
}
