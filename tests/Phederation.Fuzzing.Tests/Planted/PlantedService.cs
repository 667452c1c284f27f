using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Phederation.Fuzzing.Scenarios;
using Phederation.Fuzzing.Targets;

namespace Phederation.Fuzzing.Tests.Planted;

/// <summary>A small service of the tests that is right, but for the one fault that is planted in it.</summary>
/// <param name="fault">The fault; empty has none.</param>
/// <param name="time">What its answers take.</param>
internal abstract class PlantedService(string fault, PlantedTime time) : ITargetControl, ITargetWatch
{
    private static readonly TimeSpan Slow = TimeSpan.FromMinutes(10);

    private TargetVitals _vitals = new(0, 0, null);
    private bool _isGone;

    public IReadOnlySet<TargetEvent> Events { get; } = new HashSet<TargetEvent> { TargetEvent.Restart };

    /// <summary>Whether a fault is the planted one.</summary>
    protected bool Has(string name) => fault == name;

    /// <summary>Answers a request.</summary>
    public async Task AnswerAsync(HttpContext http, string path)
    {
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body, http.RequestAborted);
        var actor = http.Request.Headers.Authorization.ToString() is { Length: > 0 } bearer
            ? bearer.Replace("Bearer token-of-", "", StringComparison.Ordinal)
            : null;
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
            time.Skip(Slow);
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

    public virtual Task<int?> CauseAsync(TargetEvent happening, CancellationToken cancellationToken)
    {
        _isGone = Has("recovery");
        return Task.FromResult<int?>(Has("exit-code") ? 139 : 0);
    }

    public Task RestoreAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task ReviveAsync(CancellationToken cancellationToken)
    {
        _isGone = false;
        return Task.CompletedTask;
    }

    public ValueTask<TargetVitals> LookAsync(CancellationToken cancellationToken) => ValueTask.FromResult(_vitals);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>What it answers.</summary>
    protected abstract PlantedAnswer Answer(PlantedRequest request);

    private bool Dies(PlantedRequest request)
    {
        if (_isGone)
        {
            return true;
        }

        if (!request.Path.EndsWith("/poison", StringComparison.Ordinal))
        {
            return false;
        }

        _isGone = Has("crash");
        if (_isGone || Has("restart") || Has("out-of-memory"))
        {
            _vitals = new TargetVitals(_vitals.UnaskedEnds + 1, _vitals.OutOfMemoryEnds + (Has("out-of-memory") ? 1 : 0), 1 << 30);
            return true;
        }

        return Has("broken-answer");
    }

    private static string Base(HttpContext http) => $"http://{http.Request.Host}{http.Request.PathBase}";
}
