using Phederation.Images.FileSystem;
using Phederation.ParserFuzzing.Targets;

namespace Phederation.FuzzHost.Images;

/// <summary>What a program is linked to.</summary>
internal sealed class ElfLinksTarget : IFuzzTarget
{
    public string Name => "elf-links";

    public IReadOnlyList<Type> Code => [typeof(ElfFile)];

    public void Run(byte[] input) => ElfFile.Read(input);

    public bool IsRefusal(Exception exception) => exception is InvalidDataException;
}
