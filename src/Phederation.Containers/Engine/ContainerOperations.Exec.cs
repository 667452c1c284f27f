using Phederation.Containers.Engine.Models;
using Phederation.Containers.Engine.Transport;

namespace Phederation.Containers.Engine;

/// <content>Processes started in running containers.</content>
public sealed partial class ContainerOperations
{
    /// <summary>
    /// Starts a process in a running container and waits for it. Cancelling stops the wait; the process goes on (the engine offers no way to end it).
    /// </summary>
    public async Task<ExecResult> ExecAsync(string container, ExecRequest request, CancellationToken cancellationToken = default)
    {
        if (request.Input is not null && _http.Endpoint.Kind == EngineEndpointKind.NamedPipe)
        {
            throw new EngineException(
                EngineErrorKind.Refused,
                $"run {request.Command[0]} in container {container}",
                "over a named pipe a process can't be told that its input ended: put the input into a file of the container, or use the engine over tcp."
            );
        }

        await using var session = await StartExecAsync(container, request, request.Input is not null, cancellationToken);
        using var failed = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        // Input and output at the same time: a process that writes before it has read everything would block otherwise.
        var sending = request.Input is { } input ? SendAsync(session, input, failed.Token) : Task.CompletedTask;
        var output = new HeadBuffer(request.OutputLimit);
        var error = new HeadBuffer(request.OutputLimit);
        try
        {
            await foreach (var chunk in session.ReadAsync(cancellationToken))
            {
                (chunk.Source == LogSource.Error ? error : output).Add(chunk.Data.Span);
            }
        }
        finally
        {
            // A process that ended without reading all of its input leaves the rest unsent.
            await failed.CancelAsync();
            await sending;
        }

        var exitCode = await session.ExitCodeAsync(cancellationToken);
        return new ExecResult(exitCode, output.ToString(), error.ToString(), output.IsTruncated || error.IsTruncated);
    }

    /// <summary>Starts a process in a running container and gives its streams. <see cref="ExecRequest.Input"/> is ignored: write to the session.</summary>
    public Task<ExecSession> StartExecAsync(string container, ExecRequest request, CancellationToken cancellationToken = default) =>
        StartExecAsync(container, request, hasInput: true, cancellationToken);

    private async Task<ExecSession> StartExecAsync(
        string container,
        ExecRequest request,
        bool hasInput,
        CancellationToken cancellationToken
    )
    {
        var operation = $"run {request.Command[0]} in container {container}";
        var create = EngineRequest.Post(operation, Path(container) + "/exec") with
        {
            Content = EngineJson.Content(
                new CreateExecBody
                {
                    AttachStdin = hasInput,
                    Tty = request.IsTerminal,
                    Cmd = request.Command,
                    Env = request.Environment?.Select(pair => $"{pair.Key}={pair.Value}").ToArray(),
                    User = request.User,
                    WorkingDir = request.WorkingDirectory,
                },
                EngineJsonContext.Default.CreateExecBody
            ),
        };
        var id = (await _http.JsonAsync(create, EngineJsonContext.Default.CreatedContainer, cancellationToken)).Id;
        var start = EngineRequest.Post(operation, "/exec/" + EngineQuery.Segment(id) + "/start") with
        {
            Content = EngineJson.Content(
                new StartExecBody(Detach: false, Tty: request.IsTerminal),
                EngineJsonContext.Default.StartExecBody
            ),
        };
        return new ExecSession(_http, id, operation, request.IsTerminal, await _http.UpgradeAsync(start, cancellationToken));
    }

    private static async Task SendAsync(ExecSession session, ReadOnlyMemory<byte> input, CancellationToken cancellationToken)
    {
        try
        {
            await session.WriteAsync(input, cancellationToken);
            await session.CloseInputAsync(cancellationToken);
        }
        catch (Exception exception) when (exception is EngineException or OperationCanceledException)
        {
            // The process ended before it read its input: its exit code tells what matters.
        }
    }
}
