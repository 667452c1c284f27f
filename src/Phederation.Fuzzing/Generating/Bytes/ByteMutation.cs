namespace Phederation.Fuzzing.Generating.Bytes;

/// <summary>A way to change bytes without regard to what they mean.</summary>
public enum ByteMutation
{
    /// <summary>One bit is the other.</summary>
    FlipBit,

    /// <summary>A byte is another one.</summary>
    SetByte,

    /// <summary>The end is cut off.</summary>
    Truncate,

    /// <summary>A block is taken out.</summary>
    DeleteBlock,

    /// <summary>A block is there again, once or many times.</summary>
    DuplicateBlock,

    /// <summary>Two blocks change places.</summary>
    SwapBlocks,

    /// <summary>The rest is that of another input.</summary>
    Splice,

    /// <summary>Bytes that aren't UTF-8: lone continuations, half characters, surrogates, what is beyond Unicode.</summary>
    BrokenUtf8,

    /// <summary>A mark of byte order, at the beginning or within.</summary>
    ByteOrderMark,

    /// <summary>A character in more bytes than it needs.</summary>
    Overlong,

    /// <summary>A number becomes one that hardly any type holds.</summary>
    HugeNumber,

    /// <summary>A control character is put in.</summary>
    ControlCharacter,

    /// <summary>A token of the dictionary is put in.</summary>
    InsertToken,

    /// <summary>A token of the dictionary is put over what is there.</summary>
    OverwriteToken,
}
