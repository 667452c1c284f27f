using Phederation.ParserFuzzing.Targets;
using Phederation.Workloads.Transcripts;

namespace Phederation.FuzzHost.Workloads;

/// <summary>What a workload's run left behind; one transcript has one form.</summary>
internal sealed class TranscriptTarget : IFuzzTarget
{
    public string Name => "transcript";

    public IReadOnlyList<Type> Code => [typeof(Transcript)];

    public void Run(byte[] input) => Promise.RoundTrip(Write(input), Write);

    public bool IsRefusal(Exception exception) => exception is InvalidDataException;

    private static byte[] Write(byte[] json) => TranscriptJson.Write(TranscriptJson.Read(json, "fuzzed.json"));
}
