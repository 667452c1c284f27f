using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Phederation.Containers.Engine.Transport;

/// <summary>HTTP to one engine: version negotiation, time limits, bounded answers, errors.</summary>
internal sealed partial class EngineHttp : IDisposable
{
    private readonly EngineConnector _connector;
    private readonly HttpMessageInvoker _http;
    private readonly SemaphoreSlim _negotiating = new(1, 1);
    private readonly string _base;
    private Version? _version;

    public EngineHttp(EngineEndpoint endpoint, TimeProvider time)
    {
        _connector = new EngineConnector(endpoint);
        Time = time;
        _base = endpoint.Kind == EngineEndpointKind.Tcp ? "http" + endpoint.ToString()["tcp".Length..] : "http://localhost";
        _http = new HttpMessageInvoker(Handler(async (_, cancellationToken) => await _connector.ConnectAsync(cancellationToken)));
    }

    public EngineEndpoint Endpoint => _connector.Endpoint;

    public TimeProvider Time { get; }

    /// <summary>The newest version that both sides speak; asked once.</summary>
    public async ValueTask<Version> VersionAsync(CancellationToken cancellationToken)
    {
        if (_version is { } known)
        {
            return known;
        }

        await _negotiating.WaitAsync(cancellationToken);
        try
        {
            if (_version is null)
            {
                var ping = EngineRequest.Get("negotiate the API version", "/_ping") with { IsUnversioned = true };
                using var response = await SendAsync(ping, cancellationToken);
                _version = EngineApiVersion.Negotiate(response.Headers);
            }

            return _version;
        }
        finally
        {
            _negotiating.Release();
        }
    }

    /// <summary>Sends and returns a successful answer whose body is still to be read; 304 (nothing to change) is a success.</summary>
    public async Task<HttpResponseMessage> SendAsync(EngineRequest request, CancellationToken cancellationToken)
    {
        using var limited = Limit(request, cancellationToken);
        return await GuardAsync(request, () => ExchangeAsync(_http, request, limited.Token), limited.Token, cancellationToken);
    }

    /// <summary>Sends and discards the answer's body.</summary>
    public async Task RunAsync(EngineRequest request, CancellationToken cancellationToken)
    {
        using var limited = Limit(request, cancellationToken);
        await GuardAsync(
            request,
            async () =>
            {
                using var response = await ExchangeAsync(_http, request, limited.Token);
                return await ReadBoundedAsync(response, EngineLimits.JsonBody, request.Operation, limited.Token);
            },
            limited.Token,
            cancellationToken
        );
    }

    /// <summary>Sends and reads a JSON answer.</summary>
    public async Task<T> JsonAsync<T>(EngineRequest request, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        using var limited = Limit(request, cancellationToken);
        return await GuardAsync(
            request,
            async () =>
            {
                using var response = await ExchangeAsync(_http, request, limited.Token);
                var body = await ReadBoundedAsync(response, EngineLimits.JsonBody, request.Operation, limited.Token);
                return EngineJson.Read(body.Span, type, request.Operation);
            },
            limited.Token,
            cancellationToken
        );
    }

    /// <summary>As <see cref="JsonAsync{T}"/>, but null where the engine knows no such object.</summary>
    public async Task<T?> JsonOrNullAsync<T>(EngineRequest request, JsonTypeInfo<T> type, CancellationToken cancellationToken)
        where T : class
    {
        try
        {
            return await JsonAsync(request, type, cancellationToken);
        }
        catch (EngineException exception) when (exception.Kind == EngineErrorKind.NotFound)
        {
            return null;
        }
    }

    /// <summary>Asks the engine to turn the connection into a stream in both directions (exec and attach with input).</summary>
    public async Task<EngineDuplex> UpgradeAsync(EngineRequest request, CancellationToken cancellationToken)
    {
        // A handler of its own for the one connection: only so is it known which connection carries this exchange.
        EngineStream? transport = null;
        var http = new HttpMessageInvoker(
            Handler(async (_, connecting) => transport = await _connector.ConnectAsync(connecting)),
            disposeHandler: true
        );
        try
        {
            var upgrade = request with
            {
                Headers = new Dictionary<string, string>(request.Headers) { ["Connection"] = "Upgrade", ["Upgrade"] = "tcp" },
            };
            using var limited = Limit(request, cancellationToken);
            var response = await GuardAsync(upgrade, () => ExchangeAsync(http, upgrade, limited.Token), limited.Token, cancellationToken);
            if (response.StatusCode != HttpStatusCode.SwitchingProtocols || transport is null)
            {
                response.Dispose();
                throw EngineErrors.Protocol(request.Operation, "the engine did not open a stream in both directions.");
            }

            return new EngineDuplex(http, response, await response.Content.ReadAsStreamAsync(cancellationToken), transport);
        }
        catch
        {
            http.Dispose();
            throw;
        }
    }

    /// <summary>Runs a piece of work on an answer's body with the errors of the network translated.</summary>
    public EngineException Translate(string operation, Exception exception) => EngineErrors.FromTransport(Endpoint, operation, exception);

    public void Dispose()
    {
        _http.Dispose();
        _connector.Dispose();
        _negotiating.Dispose();
    }

    private static SocketsHttpHandler Handler(Func<SocketsHttpConnectionContext, CancellationToken, ValueTask<Stream>> connect) =>
        new()
        {
            ConnectCallback = connect,
            ConnectTimeout = EngineLimits.Connect,
            UseProxy = false,
            UseCookies = false,
            AllowAutoRedirect = false,
            PooledConnectionIdleTimeout = TimeSpan.FromSeconds(30),
            MaxResponseHeadersLength = 128,
            ActivityHeadersPropagator = null,
        };

    private async Task<HttpResponseMessage> ExchangeAsync(
        HttpMessageInvoker http,
        EngineRequest request,
        CancellationToken cancellationToken
    )
    {
        var prefix = request.IsUnversioned ? "" : "/v" + await VersionAsync(cancellationToken);
        using var message = new HttpRequestMessage(request.Method, _base + prefix + request.Path) { Content = request.Content };
        foreach (var (name, value) in request.Headers)
        {
            message.Headers.TryAddWithoutValidation(name, value);
        }

        var response = await http.SendAsync(message, cancellationToken);
        if (response.IsSuccessStatusCode || response.StatusCode is HttpStatusCode.NotModified or HttpStatusCode.SwitchingProtocols)
        {
            return response;
        }

        using (response)
        {
            var body = await ReadBoundedAsync(response, EngineLimits.ErrorBody, request.Operation, cancellationToken);
            throw EngineErrors.FromAnswer(request.Operation, response.StatusCode, Message(body.Span, response.StatusCode));
        }
    }

    private LimitedToken Limit(EngineRequest request, CancellationToken cancellationToken) =>
        new(request.TimeLimit, Time, cancellationToken);

    private async Task<T> GuardAsync<T>(EngineRequest request, Func<Task<T>> exchange, CancellationToken limited, CancellationToken caller)
    {
        try
        {
            return await exchange();
        }
        catch (OperationCanceledException) when (limited.IsCancellationRequested && !caller.IsCancellationRequested)
        {
            throw EngineErrors.TimedOut(Endpoint, request.Operation, request.TimeLimit ?? EngineLimits.Connect);
        }
        catch (OperationCanceledException exception) when (!caller.IsCancellationRequested)
        {
            // The handler reports its own time limit for connecting as a cancellation.
            throw EngineErrors.Unavailable(Endpoint, request.Operation, exception);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            throw EngineErrors.FromTransport(Endpoint, request.Operation, exception);
        }
    }

    private static async Task<ReadOnlyMemory<byte>> ReadBoundedAsync(
        HttpResponseMessage response,
        int limit,
        string operation,
        CancellationToken cancellationToken
    )
    {
        using var body = new MemoryStream();
        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        var buffer = new byte[16 << 10];
        int read;
        while ((read = await stream.ReadAsync(buffer, cancellationToken)) > 0)
        {
            if (body.Length + read > limit)
            {
                throw EngineErrors.Protocol(operation, $"the answer is larger than {limit >> 10} KiB.");
            }

            body.Write(buffer, 0, read);
        }

        return body.GetBuffer().AsMemory(0, (int)body.Length);
    }

    private static string Message(ReadOnlySpan<byte> body, HttpStatusCode status)
    {
        try
        {
            if (JsonSerializer.Deserialize(body, EngineJsonContext.Default.EngineMessage)?.Message is { Length: > 0 } message)
            {
                return message;
            }
        }
        catch (JsonException)
        {
            // A proxy in front of an engine answers with text or HTML.
        }

        var text = Encoding.UTF8.GetString(body).Trim();
        return text.Length > 0 ? (text.Length > 2000 ? text[..2000] + "…" : text) : $"the engine answered {(int)status} {status}";
    }
}
