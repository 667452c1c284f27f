using System.Buffers.Binary;
using System.Text;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Phederation.ParserFuzzing.Instrumenting;

/// <summary>
/// The constants of code, as tokens for inputs: what a parser compares its input with stands in it. Texts, numbers that are no small ones (in
/// both orders of bytes, and as text), and arrays of bytes.
/// </summary>
internal static class ConstantHarvest
{
    private const int LongestText = 32;
    private const int SmallNumber = 255;

    /// <summary>The constants of a type's methods.</summary>
    public static IEnumerable<byte[]> Of(TypeDefinition type) =>
        type.Methods.Where(method => method.HasBody).SelectMany(method => method.Body.Instructions).SelectMany(Of);

    private static IEnumerable<byte[]> Of(Instruction instruction) =>
        instruction.Operand switch
        {
            string { Length: > 0 and <= LongestText } text => [Encoding.UTF8.GetBytes(text)],
            int number when Math.Abs((long)number) > SmallNumber => OfNumber(number),
            long number when number is > SmallNumber or < -SmallNumber => OfNumber(number),
            FieldReference field when instruction.OpCode == OpCodes.Ldsflda || instruction.OpCode == OpCodes.Ldtoken => OfData(field),
            _ => [],
        };

    private static IEnumerable<byte[]> OfNumber(int number)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, number);
        yield return number is >= 0 and <= ushort.MaxValue ? bytes[..2] : bytes;
        BinaryPrimitives.WriteInt32BigEndian(bytes = new byte[4], number);
        yield return number is >= 0 and <= ushort.MaxValue ? bytes[2..] : bytes;
        yield return Encoding.ASCII.GetBytes(number.ToString());
    }

    private static IEnumerable<byte[]> OfNumber(long number)
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, number);
        yield return bytes;
        BinaryPrimitives.WriteInt64BigEndian(bytes = new byte[8], number);
        yield return bytes;
        yield return Encoding.ASCII.GetBytes(number.ToString());
    }

    // "…"u8 and small tables: the compiler keeps them as the data of a field, with a zero at the end of texts.
    private static IEnumerable<byte[]> OfData(FieldReference field)
    {
        if (field is not FieldDefinition { InitialValue: { Length: > 1 and <= LongestText } data })
        {
            return [];
        }

        return [data[^1] == 0 ? data[..^1] : data];
    }
}
