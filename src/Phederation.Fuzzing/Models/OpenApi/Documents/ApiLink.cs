namespace Phederation.Fuzzing.Models.OpenApi.Documents;

/// <summary>What of an answer is a parameter of another operation.</summary>
/// <param name="Operation">The other operation, by its name.</param>
/// <param name="Parameter">The parameter's name.</param>
/// <param name="Capture">Where it is in the answer, as steps capture it: <c>json:id</c>, <c>header:X-Id</c>.</param>
internal sealed record ApiLink(string Operation, string Parameter, string Capture);
