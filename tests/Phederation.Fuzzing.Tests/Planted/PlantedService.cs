using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Microsoft.Extensions.Time.Testing;
using Phederation.Fuzzing.Scenarios;

namespace Phederation.Fuzzing.Tests.Planted;

/// <summary>A small service of the tests that is right, but for the one fault that is planted in it.</summary>
/// <param name="fault">The fault; empty has none.</param>
/// <param name="time">What its answers take.</param>
internal abstract class PlantedService(string fault, FakeTimeProvider time) : IPlantedLife
{
    private static readonly TimeSpan Slow = TimeSpan.FromSeconds(30);

    public TargetCondition Condition { get; protected set; } = new(IsServing: true);

    /// <summary>Whether a fault is the planted one.</summary>
    protected bool Has(string name) => fault == name;

    /// <summary>Answers a request.</summary>
    public async Task AnswerAsync(HttpContext http, string path)
    {
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body, http.RequestAborted);
        var actor = http.Request.Headers.Authorization.ToString() is ['B', 'e', 'a', 'r', 'e', 'r', ' ', .. var name] ? name : null;
        var request = new PlantedRequest(
            http.Request.Method,
            path,
            http.Request.QueryString.Value ?? "",
            http.Request.Headers,
            body.ToArray(),
            actor,
            Base(http)
        );
        if (path.EndsWith("/slow", StringComparison.Ordinal) && Has("latency"))
        {
            time.Advance(Slow);
        }

        if (Dies(request))
        {
            http.Abort();
            return;
        }

        var answer = Answer(request);
        http.Response.StatusCode = answer.Status;
        http.Response.Headers.XContentTypeOptions = Has("sniffing") ? default : (StringValues)"nosniff";
        foreach (var (header, value) in answer.Headers)
        {
            http.Response.Headers.Append(header, value);
        }

        if (answer.Body is { } text && answer.Status is not (204 or 304))
        {
            var bytes = Encoding.UTF8.GetBytes(text);
            http.Response.ContentType = answer.Type;
            http.Response.ContentLength = bytes.Length;
            if (request.Method != "HEAD")
            {
                await http.Response.Body.WriteAsync(bytes, http.RequestAborted);
            }
        }
    }

    public virtual EventResult Happen(TargetEvent happening) =>
        happening == TargetEvent.Restart
            ? new EventResult(IsDone: true, Has("recovery") ? null : TimeSpan.FromSeconds(1), Has("exit-code") ? 139 : 0)
            : new EventResult(IsDone: true, TimeSpan.FromSeconds(1));

    /// <summary>What it answers.</summary>
    protected abstract PlantedAnswer Answer(PlantedRequest request);

    private bool Dies(PlantedRequest request)
    {
        if (!request.Path.EndsWith("/poison", StringComparison.Ordinal))
        {
            return false;
        }

        Condition = 0 switch
        {
            _ when Has("crash") => new TargetCondition(IsServing: false, UnaskedEnds: 1),
            _ when Has("restart") => new TargetCondition(IsServing: true, UnaskedEnds: 1),
            _ when Has("out-of-memory") => new TargetCondition(IsServing: true, UnaskedEnds: 1, IsOutOfMemory: true, MemoryBytes: 1 << 30),
            _ => Condition,
        };
        return Condition.UnaskedEnds > 0 || Has("broken-answer");
    }

    private static string Base(HttpContext http) => $"http://{http.Request.Host}{http.Request.PathBase}";
}
