namespace Phederation.Fuzzing.Generating.Faults;

/// <summary>What a body breaks. Each is one breach of the standard, or of JSON, in a body that is otherwise valid.</summary>
public enum FaultKind
{
    /// <summary>A value of another JSON type: a number for a text, a text for an object.</summary>
    WrongJsonType,

    /// <summary>An array of two for what is there once at most.</summary>
    ArrayForSingle,

    /// <summary>A single value for what is an array in JSON.</summary>
    SingleForArray,

    /// <summary>An element that must be there is left out.</summary>
    MissingRequired,

    /// <summary>A property that the type doesn't have, or one in other capitals.</summary>
    UnknownProperty,

    /// <summary>A code outside the closed set it must be of.</summary>
    UnknownCode,

    /// <summary>A date, or a date that is no day of the calendar.</summary>
    BadDate,

    /// <summary>A date with a time.</summary>
    BadDateTime,

    /// <summary>An instant.</summary>
    BadInstant,

    /// <summary>A time of day.</summary>
    BadTime,

    /// <summary>An id: too long, or with characters that it must not have.</summary>
    BadId,

    /// <summary>An address with blanks.</summary>
    BadUri,

    /// <summary>An OID or a UUID.</summary>
    BadUrn,

    /// <summary>A text that is no base64.</summary>
    BadBase64,

    /// <summary>An integer with a fraction, beyond 32 bits, or below what its type allows.</summary>
    BadInteger,

    /// <summary>A decimal as a text, or in a form that JSON doesn't have.</summary>
    BadDecimal,

    /// <summary>A code with blanks around it.</summary>
    BadCode,

    /// <summary>Two types of one choice.</summary>
    ChoiceTwice,

    /// <summary>An object without properties (ele-1).</summary>
    EmptyObject,

    /// <summary>An array without items.</summary>
    EmptyArray,

    /// <summary>A text without characters.</summary>
    EmptyString,

    /// <summary>A text of blanks only.</summary>
    BlankString,

    /// <summary>A text with a control character.</summary>
    ControlCharacter,

    /// <summary>A text beyond the standard's 1 MB.</summary>
    HugeString,

    /// <summary>null for a value.</summary>
    NullValue,

    /// <summary>A reference to a type that isn't one of its targets.</summary>
    WrongTarget,

    /// <summary>A reference to a contained resource that isn't there (ref-1).</summary>
    DanglingReference,

    /// <summary>A contained resource that contains another one (dom-2).</summary>
    NestedContained,

    /// <summary>A narrative that is no XHTML, or of elements that could run something (txt-1).</summary>
    BrokenNarrative,

    /// <summary>A rule of the standard beyond structure; the label's detail is its key.</summary>
    BrokenRule,

    /// <summary>No resourceType, or one that is no text.</summary>
    MissingType,

    /// <summary>A resourceType that R4 doesn't have.</summary>
    UnknownType,

    /// <summary>Another id than that of the address it is sent to. Only where a body is put to an address can it be seen.</summary>
    IdMismatch,

    /// <summary>A property that is there twice.</summary>
    DuplicateKey,

    /// <summary>Arrays in arrays, thousands deep.</summary>
    DeepNesting,

    /// <summary>A text that is no JSON.</summary>
    BrokenJson,

    /// <summary>A search parameter that the type doesn't have.</summary>
    UnknownParameter,

    /// <summary>A modifier that a search parameter of its kind doesn't have.</summary>
    BadModifier,

    /// <summary>A value that is none of a search parameter's kind.</summary>
    BadSearchValue,

    /// <summary>A chain through a parameter that is no reference, to a type that is no target, or to a parameter that isn't there.</summary>
    BadChain,

    /// <summary>A _has of a type or of a parameter that isn't there, or cut short.</summary>
    BadReverseChain,

    /// <summary>An _include or _revinclude of a parameter that isn't there or is no reference.</summary>
    BadInclude,

    /// <summary>A parameter about the answer (_count, _sort, _summary, …) with a value it can't have.</summary>
    BadResultParameter,
}
