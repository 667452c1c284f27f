namespace Phederation.Text.Parsing;

/// <summary>What made a table. TOML lets each table be defined once, and what made it decides who may still add to it.</summary>
internal enum TableOrigin
{
    /// <summary>A longer header named it in passing: its own header may still come.</summary>
    Implied,

    /// <summary>Its own header, or the root of the document.</summary>
    Header,

    /// <summary>A dotted key: further dotted keys may add to it, and headers may add tables below it.</summary>
    DottedKey,

    /// <summary>Braces: it is complete.</summary>
    Inline,
}
