using Phederation.FhirModel;

namespace Phederation.Fuzzing.Models.Fhir;

/// <summary>An operation of the model with what it does to what.</summary>
/// <param name="Model">The operation.</param>
/// <param name="Verb">What it does.</param>
/// <param name="Subject">The resource type, or the code of an operation; empty for the whole server.</param>
/// <param name="Operation">The operation of FHIR that <see cref="FhirVerb.Operation"/> calls; null for every other verb.</param>
internal sealed record FhirTask(OperationModel Model, FhirVerb Verb, string Subject, FhirOperation? Operation = null);
