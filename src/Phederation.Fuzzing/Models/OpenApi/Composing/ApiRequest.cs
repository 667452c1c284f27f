using Phederation.Fuzzing.Exchanges;

namespace Phederation.Fuzzing.Models.OpenApi.Composing;

/// <summary>A request of an operation, and what is known of it.</summary>
/// <param name="Request">The request.</param>
/// <param name="IsValid">Whether all in it is what the document says.</param>
/// <param name="Fault">The one fault in it, by its label; null has none.</param>
internal sealed record ApiRequest(FuzzRequest Request, bool IsValid, string? Fault);
