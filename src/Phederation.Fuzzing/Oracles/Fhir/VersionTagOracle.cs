using Phederation.Fuzzing.Oracles.Reading;

namespace Phederation.Fuzzing.Oracles.Fhir;

/// <summary>The version in the headers isn't the one in the body.</summary>
internal sealed class VersionTagOracle()
    : AnswerOracle(
        "version-tag",
        "The ETag of a resource is W/ and its version id in quotes (FHIR R4, RESTful API, managing resource contention)."
    )
{
    protected override Finding? Judge(RunReading run, Exchange exchange)
    {
        if (!exchange.IsSuccess || VersionReading.Of(exchange) is not { Id: { } id, Tag: { } tag })
        {
            return null;
        }

        var bare = (tag.StartsWith("W/", StringComparison.Ordinal) ? tag[2..] : tag).Trim('"');
        return bare == id
            ? null
            : exchange.Found(
                this,
                FindingSeverity.Warning,
                $"The answer to {exchange.Line} is version {id}, and its ETag {tag}.",
                "another version"
            );
    }
}
