namespace Phederation.ParserFuzzing.Mutating;

/// <summary>Values at which programs change their mind.</summary>
internal static class Interesting
{
    public static readonly long[] Numbers =
    [
        0,
        1,
        -1,
        7,
        16,
        32,
        64,
        100,
        127,
        128,
        -128,
        255,
        256,
        512,
        1000,
        1024,
        4096,
        32767,
        32768,
        -32768,
        65535,
        65536,
        1 << 24,
        int.MaxValue,
        int.MinValue,
        uint.MaxValue,
        1L << 32,
        1L << 53,
        long.MaxValue,
        long.MinValue,
    ];

    /// <summary>Numbers as texts, with some that are no integers.</summary>
    public static readonly byte[][] NumberTexts =
    [
        .. Numbers.Select(number => System.Text.Encoding.ASCII.GetBytes(number.ToString())),
        .. "18446744073709551616 1e9999 -0 0x10 00 1.5 -1e-400 1e400 NaN Infinity 0.1e1 99999999999999999999999999999999999999"
            .Split(' ')
            .Select(System.Text.Encoding.ASCII.GetBytes),
    ];

    /// <summary>Bytes that mean something in most texts.</summary>
    public static readonly byte[] Punctuation = [.. "{}[]()<>\"'`:,;=.-_+*/\\|#!?&%$@~^ \t\r\n\0"u8];

    /// <summary>Texts in which decoders go wrong: marks, broken and overlong UTF-8, halves of pairs, ends of lines.</summary>
    public static readonly byte[][] Encodings =
    [
        [0xEF, 0xBB, 0xBF],
        [0xC0, 0x80],
        [0xED, 0xA0, 0x80],
        [0xF4, 0x90, 0x80, 0x80],
        [0xF0, 0x9F, 0x98, 0x80],
        [0xE2, 0x80, 0xA8],
        [0xC2, 0x85],
        [0xC2, 0xA0],
        [0xFF, 0xFE],
        [.. "\\ud800"u8],
        [.. "\\u0000"u8],
        [.. "\r\n"u8],
    ];
}
