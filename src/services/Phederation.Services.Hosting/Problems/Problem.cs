namespace Phederation.Services.Hosting.Problems;

/// <summary>Why a request is not answered as it asked (RFC 9457).</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Title">What kind of problem it is; the same for each of its kind.</param>
/// <param name="Detail">What is wrong with this request, and how to mend it; null where the title says all.</param>
public sealed record Problem(int Status, string Title, string? Detail = null)
{
    /// <summary>A word of the problem's kind for programs, such as "duplicate-name"; null where the status says all.</summary>
    public string? Code { get; init; }

    /// <summary>After how many seconds to ask again; null says nothing.</summary>
    public int? RetryAfterSeconds { get; init; }

    /// <summary>The problem of a status without more to say of it.</summary>
    /// <param name="status">400 to 599.</param>
    /// <param name="detail">What is wrong with this request.</param>
    public static Problem Of(int status, string? detail = null) => new(status, TitleOf(status), detail);

    private static string TitleOf(int status) =>
        status switch
        {
            400 => "The request is malformed",
            401 => "Sign-in is needed",
            403 => "Not allowed",
            404 => "There is nothing at this address",
            405 => "The address does not take this method",
            406 => "There is no answer in a form that the client accepts",
            408 => "The request took too long to arrive",
            409 => "The request conflicts with what is there",
            410 => "It is there no longer",
            411 => "The length of the content is missing",
            412 => "It was changed by somebody else in between",
            413 => "The content is too large",
            414 => "The address is too long",
            415 => "Content of this type is not accepted",
            422 => "The content is not acceptable",
            428 => "The version that is to be changed must be named",
            429 => "Too many requests",
            431 => "The headers are too large",
            500 => "The service failed",
            501 => "This is not supported",
            503 => "The service can't answer now",
            504 => "The answer took too long",
            < 500 => "The request can't be answered",
            _ => "The service failed",
        };
}
