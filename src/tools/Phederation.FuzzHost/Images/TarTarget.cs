using Phederation.Images;
using Phederation.Images.Auditing;
using Phederation.Images.Auditing.Reading;
using Phederation.ParserFuzzing.Targets;

namespace Phederation.FuzzHost.Images;

/// <summary>Archives, entry by entry with their data. Checksums are made to fit, or hardly an input would come past them.</summary>
internal sealed class TarTarget : IFuzzTarget
{
    public string Name => "tar";

    public IReadOnlyList<Type> Code => [typeof(TarInput)];

    public int MaximumLength => 6144;

    public void Run(byte[] input) => ReadAsync(TarChecksums.Mend(input)).GetAwaiter().GetResult();

    public bool IsRefusal(Exception exception) => exception is ImageException;

    private static async Task ReadAsync(byte[] archive)
    {
        using var stream = new MemoryStream(archive);
        var tar = new TarInput(stream, new ReadBudget(AuditLimits.Default, "fuzzed"), "the archive");
        var buffer = new byte[512];
        while (await tar.NextAsync(CancellationToken.None) is { } entry)
        {
            Promise.Holds(entry.Size >= 0, "a size is negative");
            EntryPath.Normalize(entry.Name, 8);
            while (await tar.ReadDataAsync(buffer, CancellationToken.None) > 0) { }
        }
    }
}
