using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using System.Text.Unicode;

namespace Phederation.Fuzzing.Generating.Bytes.Harvesting;

/// <summary>
/// Finds tokens in the assemblies of .NET programs, without running them: texts that the code compares with or writes, constants, UTF-8 literals, and
/// numbers in the code, which a reader may look for as magic.
/// </summary>
public static class AssemblyHarvest
{
    private const long LargestFile = 256 * 1024 * 1024;

    /// <summary>Adds the tokens of an assembly.</summary>
    /// <param name="path">The file.</param>
    /// <param name="harvest">Where they go.</param>
    /// <returns>Whether it is an assembly of .NET; another file adds nothing.</returns>
    /// <exception cref="IOException">The file can't be read, or is larger than 256 MiB.</exception>
    public static bool Harvest(string path, TokenHarvest harvest)
    {
        using var file = File.OpenRead(path);
        if (file.Length > LargestFile)
        {
            throw new IOException($"{path} is larger than {LargestFile} bytes");
        }

        try
        {
            using var image = new PEReader(file);
            if (!image.HasMetadata)
            {
                return false;
            }

            var metadata = image.GetMetadataReader();
            Texts(metadata, harvest);
            Constants(metadata, harvest);
            Literals(image, metadata, harvest);
            Numbers(image, metadata, harvest);
            return true;
        }
        catch (BadImageFormatException)
        {
            return false;
        }
    }

    private static void Texts(MetadataReader metadata, TokenHarvest harvest)
    {
        for (var handle = MetadataTokens.UserStringHandle(1); !handle.IsNil && !harvest.IsFull; handle = metadata.GetNextHandle(handle))
        {
            harvest.Add(metadata.GetUserString(handle));
        }
    }

    private static void Constants(MetadataReader metadata, TokenHarvest harvest)
    {
        for (var row = 1; row <= metadata.GetTableRowCount(TableIndex.Constant) && !harvest.IsFull; row++)
        {
            var constant = metadata.GetConstant(MetadataTokens.ConstantHandle(row));
            if (constant.TypeCode == ConstantTypeCode.String)
            {
                harvest.Add((string)metadata.GetBlobReader(constant.Value).ReadConstant(constant.TypeCode)!);
            }
        }
    }

    /// <summary>Data of fields ("text"u8 and tables), where it is a text.</summary>
    private static void Literals(PEReader image, MetadataReader metadata, TokenHarvest harvest)
    {
        foreach (var handle in metadata.FieldDefinitions)
        {
            var address = metadata.GetFieldDefinition(handle).GetRelativeVirtualAddress();
            if (address == 0 || harvest.IsFull)
            {
                continue;
            }

            // Literals end in a zero that isn't part of them.
            var block = image.GetSectionData(address);
            var data = block.GetContent(0, Math.Min(block.Length, AflDictionary.LongestToken + 1)).AsSpan();
            var end = data.IndexOf((byte)0);
            if (end > 1 && Utf8.IsValid(data[..end]) && data[..end].IndexOfAnyInRange((byte)0, (byte)31) < 0)
            {
                harvest.Add(data[..end]);
            }
        }
    }

    private static void Numbers(PEReader image, MetadataReader metadata, TokenHarvest harvest)
    {
        foreach (var handle in metadata.MethodDefinitions)
        {
            var address = metadata.GetMethodDefinition(handle).RelativeVirtualAddress;
            if (address != 0 && !harvest.IsFull)
            {
                CodeConstants.Harvest(image.GetMethodBody(address).GetILReader(), harvest);
            }
        }
    }
}
