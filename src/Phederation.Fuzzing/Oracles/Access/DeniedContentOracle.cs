using Phederation.Fuzzing.Oracles.Reading;
using Phederation.Fuzzing.Scenarios;
using Phederation.Fuzzing.Scenarios.Shapes;

namespace Phederation.Fuzzing.Oracles.Access;

/// <summary>A refusal says what it refuses to say.</summary>
internal sealed class DeniedContentOracle()
    : ShapeOracle(
        "denied-content",
        "A refusal has nothing of what it refuses (CWE-209, CWE-201).",
        ScenarioKinds.AccessStranger,
        ScenarioKinds.AccessAnonymous
    )
{
    /// <summary>Shorter texts are words that everybody uses.</summary>
    private const int ShortestText = 8;

    protected override IEnumerable<Finding> Judge(RunReading run)
    {
        if (
            run.At(AccessShape.Create) is not { IsSuccess: true, Sent.Body: { } body }
            || run.At(AccessShape.Read) is not { IsRefused: true } read
        )
        {
            yield break;
        }

        var said = TextParts.Of(read.Answer.Body.Span);
        var known = Echo.Of(run, read, read.Sent.Actor);
        var kept = TextParts
            .Of(body.Span)
            .Split(TextParts.Between)
            .FirstOrDefault(text => IsTelling(text) && said.Contains(text, StringComparison.Ordinal) && !known.Has(text));
        if (kept is not null)
        {
            yield return read.Found(
                this,
                FindingSeverity.Critical,
                $"{read.Line} by {read.Sent.Actor} was refused with {read.Answer.Status}, in a text that has \"{kept}\".",
                "content"
            );
        }
    }

    // Names of members and systems, codes and dates are in many resources and in messages about any.
    private static bool IsTelling(string text) =>
        text.Length >= ShortestText
        && !text.Contains("://", StringComparison.Ordinal)
        && !text.StartsWith("urn:", StringComparison.Ordinal)
        && text.Any(char.IsLetter)
        && (text.Any(char.IsWhiteSpace) || text.Any(char.IsDigit))
        && !DateTimeOffset.TryParse(text, out _);
}
