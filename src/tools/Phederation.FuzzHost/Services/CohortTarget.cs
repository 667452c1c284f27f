using Phederation.ParserFuzzing.Targets;
using Phederation.Services.Hosting.Json;
using Phederation.Services.Hosting.Problems;
using Phederation.WebApi.Cohorts.Expressions;
using Phederation.WebApi.Json;

namespace Phederation.FuzzHost.Services;

/// <summary>A cohort's expression as a client sends it.</summary>
internal sealed class CohortTarget : IFuzzTarget
{
    public string Name => "cohort-expression";

    public IReadOnlyList<Type> Code => [typeof(ExpressionReader), typeof(BoundedJson)];

    public void Run(byte[] input)
    {
        using var document = BoundedJson.Parse(input, new JsonBounds(Depth: 64));
        ExpressionReader.Read(document.RootElement);
    }

    public bool IsRefusal(Exception exception) => exception is ProblemException or JsonFormatException;
}
