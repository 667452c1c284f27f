using System.Net;
using System.Text.Json;

namespace Phederation.Testing.Services;

/// <summary>What a test expects of an answer that says what is wrong.</summary>
public static class Problems
{
    /// <summary>The answer must be a problem document of a status, with nothing of the program's inside in it; returns its detail.</summary>
    /// <param name="response">The answer.</param>
    /// <param name="status">The status.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static async Task<string> MustBeProblemAsync(this HttpResponseMessage response, int status, CancellationToken cancellationToken)
    {
        var text = await response.Content.ReadAsStringAsync(cancellationToken);
        Assert.True(response.StatusCode == (HttpStatusCode)status, $"{(int)response.StatusCode}, expected {status}: {text}");
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        Assert.DoesNotContain("   at ", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", text, StringComparison.Ordinal);
        using var problem = JsonDocument.Parse(text);
        Assert.Equal(status, problem.RootElement.GetProperty("status").GetInt32());
        Assert.NotEmpty(problem.RootElement.GetProperty("title").GetString()!);
        return problem.RootElement.TryGetProperty("detail", out var detail) ? detail.GetString()! : "";
    }
}
