using Phederation.Fuzzing.Oracles.Reading;
using Phederation.Fuzzing.Scenarios;
using Phederation.Fuzzing.Scenarios.Shapes;

namespace Phederation.Fuzzing.Oracles.Http;

/// <summary>HEAD says something else than GET.</summary>
internal sealed class HeadOracle()
    : ShapeOracle("head", "HEAD is answered as GET, without the body (RFC 9110, 9.3.2).", ScenarioKinds.GetHead)
{
    private static readonly string[] Compared = ["Content-Type", "ETag", "Last-Modified", "Location", "Content-Language"];

    protected override IEnumerable<Finding> Judge(RunReading run)
    {
        if (run.At(GetHeadShape.Get) is not { IsAnswered: true } get || run.At(GetHeadShape.Head) is not { IsAnswered: true } head)
        {
            yield break;
        }

        if (head.Answer.Status is 405 or 501)
        {
            // Servers that don't have HEAD are to have it, but say so.
            yield return head.Found(this, FindingSeverity.Note, $"{head.Line} was refused with {head.Answer.Status}.", "not there");
        }
        else if (head.Answer.Status != get.Answer.Status)
        {
            yield return head.Found(
                this,
                FindingSeverity.Warning,
                $"{head.Line} was answered with {head.Answer.Status}, GET with {get.Answer.Status}.",
                $"{head.Answer.Status} for {get.Answer.Status}"
            );
        }
        else
        {
            // A header that only GET has may depend on the body; one that both have says the same.
            foreach (var name in Compared)
            {
                if (head.Answer.Header(name) is { } value && get.Answer.Header(name) is { } other && value != other)
                {
                    yield return head.Found(
                        this,
                        FindingSeverity.Warning,
                        $"{head.Line} has {name} {value}, GET {other}.",
                        name.ToLowerInvariant()
                    );
                }
            }
        }
    }
}
