namespace Phederation.Fhir.Outcomes;

/// <summary>The issue types of FHIR that go with statuses of HTTP.</summary>
internal static class IssueCodes
{
    /// <summary>The code for a status.</summary>
    public static string Of(int status) =>
        status switch
        {
            400 => "invalid",
            401 => "login",
            403 => "forbidden",
            404 => "not-found",
            405 or 406 or 415 or 501 => "not-supported",
            408 or 504 => "timeout",
            409 or 412 => "conflict",
            410 => "deleted",
            413 or 414 or 431 => "too-long",
            422 => "processing",
            429 => "throttled",
            503 => "transient",
            _ => "exception",
        };
}
