using System.Buffers.Binary;
using System.Collections.Frozen;
using System.Reflection;
using System.Reflection.Emit;
using System.Reflection.Metadata;

namespace Phederation.Fuzzing.Generating.Bytes.Harvesting;

/// <summary>The numbers that code loads (ldc.i4, ldc.i8): in both orders of bytes, for magic numbers are compared in either.</summary>
internal static class CodeConstants
{
    // Smaller ones are counters and flags, which chance finds by itself.
    private const long Smallest = 0x10000;

    private static readonly FrozenDictionary<ushort, OpCode> Codes = typeof(OpCodes)
        .GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (OpCode)field.GetValue(null)!)
        .ToFrozenDictionary(code => unchecked((ushort)code.Value));

    public static void Harvest(BlobReader code, TokenHarvest harvest)
    {
        Span<byte> bytes = stackalloc byte[8];
        while (code.RemainingBytes > 0 && !harvest.IsFull)
        {
            ushort value = code.ReadByte();
            if (value == 0xfe && code.RemainingBytes > 0)
            {
                value = (ushort)(0xfe00 | code.ReadByte());
            }

            if (!Codes.TryGetValue(value, out var operation))
            {
                // Not code as the table knows it: where the next instruction begins is not known either.
                return;
            }

            if (operation == OpCodes.Ldc_I4)
            {
                var number = code.ReadInt32();
                if (Math.Abs((long)number) >= Smallest)
                {
                    BinaryPrimitives.WriteInt32LittleEndian(bytes, number);
                    harvest.Add(bytes[..4]);
                    BinaryPrimitives.WriteInt32BigEndian(bytes, number);
                    harvest.Add(bytes[..4]);
                }
            }
            else if (operation == OpCodes.Ldc_I8)
            {
                var number = code.ReadInt64();
                if (number is >= Smallest or <= -Smallest)
                {
                    BinaryPrimitives.WriteInt64LittleEndian(bytes, number);
                    harvest.Add(bytes);
                    BinaryPrimitives.WriteInt64BigEndian(bytes, number);
                    harvest.Add(bytes);
                }
            }
            else
            {
                Skip(ref code, operation.OperandType);
            }
        }
    }

    private static void Skip(ref BlobReader code, OperandType operand)
    {
        var size = operand switch
        {
            OperandType.InlineNone => 0,
            OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
            OperandType.InlineVar => 2,
            OperandType.InlineI8 or OperandType.InlineR => 8,
            OperandType.InlineSwitch => 4L * code.ReadUInt32(),
            _ => 4,
        };
        code.Offset += (int)Math.Min(size, code.RemainingBytes);
    }
}
