namespace Phederation.Fuzzing.Oracles.Sql;

/// <summary>A kind of word of SQL.</summary>
internal enum SqlTokenKind
{
    /// <summary>A name, a keyword, a number, a parameter.</summary>
    Word,

    /// <summary>A text in quotes.</summary>
    Literal,

    /// <summary>A name in quotes.</summary>
    Identifier,

    /// <summary>A comment.</summary>
    Comment,

    /// <summary>One character of anything else.</summary>
    Symbol,

    /// <summary>A text, name or comment that doesn't end.</summary>
    Unended,
}
