namespace Phederation.Fuzzing.Models.Fhir;

/// <summary>The interactions of FHIR's REST interface (http://hl7.org/fhir/R4/http.html), and what clients do wrong beside them.</summary>
internal enum FhirVerb
{
    Create,
    Read,
    VersionRead,
    Update,
    Patch,
    Delete,
    History,
    Search,
    ConditionalCreate,
    ConditionalUpdate,
    ConditionalDelete,
    Access,
    Validate,
    SystemHistory,
    SystemSearch,
    Capabilities,
    Transaction,
    Batch,
    Operation,
    Odd,
}
