using Phederation.Images;
using Phederation.Images.Auditing;
using Phederation.Images.Auditing.Reading;
using Phederation.ParserFuzzing.Targets;

namespace Phederation.FuzzHost.Images;

/// <summary>What an engine exports, as the audit reads it: manifest, configuration, layers, whiteouts and links.</summary>
internal sealed class SavedImageTarget : IFuzzTarget
{
    public string Name => "saved-image";

    public IReadOnlyList<Type> Code => [typeof(ArchiveReader)];

    public int MaximumLength => 16384;

    public void Run(byte[] input)
    {
        using var stream = new MemoryStream(TarChecksums.Mend(input));
        var budget = new ReadBudget(AuditLimits.Default, "fuzzed");
        new ArchiveReader(budget).ReadAsync(stream, expected: null, CancellationToken.None).GetAwaiter().GetResult();
    }

    public bool IsRefusal(Exception exception) => exception is ImageException;
}
