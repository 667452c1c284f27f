using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Text;
using Phederation.ParserFuzzing.Targets;

namespace Phederation.ParserFuzzing.Planted.Parsers;

/// <summary>Each has one fault, of another kind; the last one has none.</summary>
internal static class PlantedParsers
{
    /// <summary>Four bytes, compared one by one: each that fits is a new edge.</summary>
    public static void Magic(byte[] input)
    {
        if (input.Length > 4 && input[0] == 'F' && input[1] == 0xE9 && input[2] == 'I' && input[3] == 0x07)
        {
            throw new InvalidOperationException("the magic is there");
        }
    }

    /// <summary>32 bits at once: no edge leads there, only the constant.</summary>
    public static void Word(byte[] input)
    {
        if (input.Length >= 4 && BinaryPrimitives.ReadInt32LittleEndian(input) == 0x5EC0C0DE)
        {
            throw new InvalidOperationException("the word is there");
        }
    }

    /// <summary>A text within a structure, a comparison as a whole.</summary>
    public static void Keyword(byte[] input)
    {
        var parts = Encoding.UTF8.GetString(input).Split('=');
        if (parts is [var name, var value] && name == "contained" && value.Length > 3)
        {
            throw new KeyNotFoundException(value);
        }

        throw new FormatException();
    }

    /// <summary>A text that stands nowhere in the code: only what is compared tells it.</summary>
    public static void Secret(byte[] input)
    {
        var word = new string([.. "terces eht".Reverse().Select(letter => (char)(letter + 1))]);
        if (Encoding.UTF8.GetString(input) == word)
        {
            throw new InvalidOperationException("the secret is known");
        }
    }

    /// <summary>Nesting without a bound.</summary>
    public static void Stack(byte[] input) => Descend(input, 0);

    /// <summary>No end behind a length of 0.</summary>
    public static void Loop(byte[] input)
    {
        for (var at = 0; at + 1 < input.Length; at += input[at] == '#' ? input[at + 1] : 1) { }
    }

    /// <summary>What a header says is taken at once.</summary>
    public static void Memory(byte[] input)
    {
        if (input.Length >= 4 && input[0] == 'M')
        {
            var many = new byte[BinaryPrimitives.ReadUInt16LittleEndian(input.AsSpan(1)) * 20_000L];
            GC.KeepAlive(many);
        }
    }

    /// <summary>What it prints it reads as something else.</summary>
    public static void Promise(byte[] input)
    {
        var text = Encoding.Latin1.GetString(input);
        Targets.Promise.RoundTrip(
            Encoding.Latin1.GetBytes(text.Trim()),
            printed => Encoding.Latin1.GetBytes(Encoding.Latin1.GetString(printed).Replace("\"\"", "\"", StringComparison.Ordinal))
        );
    }

    /// <summary>Handlers of all kinds, which must stay what they are: the one with a filter, the one that is always gone through.</summary>
    public static int Filter(ReadOnlySpan<byte> input)
    {
        var result = 0;
        foreach (var one in input)
        {
            try
            {
                result += one switch
                {
                    (byte)'a' => throw new FormatException("a"),
                    (byte)'b' => throw new OverflowException("b"),
                    (byte)'c' => int.Parse("c"),
                    _ => 1,
                };
            }
            catch (FormatException exception) when (exception.Message == "a")
            {
                result += 10;
            }
            catch (OverflowException)
            {
                result += 100;
            }
            finally
            {
                result += 1000;
            }
        }

        return result > 12_000_000 ? throw new InvalidOperationException("counted") : result;
    }

    /// <summary>A state machine of the compiler's, behind a wait.</summary>
    public static async Task WaitAsync(byte[] input)
    {
        await Task.CompletedTask;
        using var stream = new MemoryStream(input);
        var buffer = new byte[2];
        while (await stream.ReadAsync(buffer) == 2)
        {
            if (buffer[0] == '~' && buffer[1] == '!')
            {
                throw new NotSupportedException("awaited");
            }
        }
    }

    /// <summary>A small parser in order: brackets that fit, at most 20 deep.</summary>
    public static void Clean(byte[] input)
    {
        var depth = 0;
        foreach (var one in input)
        {
            depth += one switch
            {
                (byte)'(' => 1,
                (byte)')' => -1,
                (byte)' ' => 0,
                _ => throw new FormatException("no bracket"),
            };
            if (depth is < 0 or > 20)
            {
                throw new FormatException("brackets don't fit");
            }
        }
    }

    // Frames of 4 KiB: a few hundred levels fill the stack.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int Descend(byte[] input, int at)
    {
        Span<byte> space = stackalloc byte[4096];
        space[at] = 1;
        return at < input.Length && input[at] == '[' ? space[at] + Descend(input, at + 1) : 0;
    }
}
