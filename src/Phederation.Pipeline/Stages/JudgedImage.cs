using Phederation.Pipeline.Verdicts;

namespace Phederation.Pipeline.Stages;

/// <summary>An image for which every gate holds.</summary>
/// <param name="Files">Its definition and files.</param>
/// <param name="Subject">What was judged.</param>
/// <param name="Verdicts">The envelopes of the verdicts, in the order of the gates.</param>
internal sealed record JudgedImage(ImageFiles Files, GateSubject Subject, IReadOnlyList<byte[]> Verdicts);
