using Phederation.ParserFuzzing.Targets;
using Phederation.Seccomp;
using Phederation.Seccomp.Evidences;

namespace Phederation.FuzzHost.Seccomp;

/// <summary>Evidence files; the same evidence has the same form.</summary>
internal sealed class EvidenceTarget : IFuzzTarget
{
    public string Name => "seccomp-evidence";

    public IReadOnlyList<Type> Code => [typeof(Evidence)];

    public int MaximumLength => 8192;

    public void Run(byte[] input) => Promise.RoundTrip(Evidence.ParseUtf8(input).ToUtf8(), bytes => Evidence.ParseUtf8(bytes).ToUtf8());

    public bool IsRefusal(Exception exception) => exception is SeccompFormatException;
}
