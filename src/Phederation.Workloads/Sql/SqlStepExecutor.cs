using Phederation.Workloads.Reading;
using Phederation.Workloads.Running;
using Phederation.Workloads.Steps;
using Phederation.Workloads.Transcripts;

namespace Phederation.Workloads.Sql;

/// <summary>Runs the actions of one SQL step and writes what each brought, in their order.</summary>
internal sealed class SqlStepExecutor(SqlStep step, SqlSources sources, StepTools tools) : IAsyncDisposable
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(50);
    private readonly Dictionary<string, SqlSession> _sessions = [];
    private readonly Dictionary<string, string> _captured = [];
    private readonly List<(SqlAction Action, Task<SqlResult> Result)> _done = [];
    private readonly MemoryStream _binary = new();

    public async Task RunAsync(AnswerText answer, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        try
        {
            await RunActionsAsync(stop.Token);
        }
        finally
        {
            // After a failure something may still run in the background; its session can't be closed under it.
            await stop.CancelAsync();
            await ((Task)Task.WhenAll(_done.Select(one => one.Result))).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            Write(answer);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var session in _sessions.Values)
        {
            await session.DisposeAsync();
        }

        await _binary.DisposeAsync();
    }

    private async Task RunActionsAsync(CancellationToken cancellationToken)
    {
        foreach (var action in step.Actions)
        {
            var session = Session(action);
            if (session.Background is { } running && action.Mode != SqlMode.Cancel)
            {
                await running;
                session.Background = null;
            }

            var task = RunAsync(session, action, cancellationToken);
            _done.Add((action, task));
            if (action.Background)
            {
                session.Background = task;
                continue;
            }

            var result = await task;
            Judge(action, result);
            if (action.Capture is { } name)
            {
                _captured[name] = result.First ?? throw new StepFailedException("there is no row to capture", action.Location);
            }
        }

        foreach (var (action, task) in _done)
        {
            Judge(action, await task);
        }
    }

    private SqlSession Session(SqlAction action)
    {
        if (!_sessions.TryGetValue(action.Session, out var session))
        {
            session = new SqlSession(sources.Get(action.Account ?? step.Account));
            _sessions.Add(action.Session, session);
        }

        return session;
    }

    private async Task<SqlResult> RunAsync(SqlSession session, SqlAction action, CancellationToken cancellationToken)
    {
        if (action.Mode == SqlMode.Until)
        {
            return await UntilAsync(session, action, cancellationToken);
        }

        var result = new SqlResult();
        var isOpening = session.IsClosed;
        try
        {
            await CarryOutAsync(session, action, result, cancellationToken);
        }
        catch (Exception exception) when (SqlErrors.IsFailure(exception) && !cancellationToken.IsCancellationRequested)
        {
            SqlErrors.Describe(exception, isOpening && session.IsClosed, result);
        }

        result.Notices.AddRange(session.Notices);
        session.Notices.Clear();
        return result;
    }

    private async Task CarryOutAsync(SqlSession session, SqlAction action, SqlResult result, CancellationToken cancellationToken)
    {
        var sql = Captures.Fill(action.Sql, _captured);
        switch (action.Mode)
        {
            case SqlMode.Query or SqlMode.Prepared:
                await SqlCommands.QueryAsync(session, action, sql, result, cancellationToken);
                break;
            case SqlMode.Notified:
                await SqlCommands.NotifiedAsync(session, result, cancellationToken);
                break;
            case SqlMode.Cancel:
                (session.Current ?? throw new StepFailedException("nothing runs there that could be cancelled", action.Location)).Cancel();
                break;
            case SqlMode.Await:
                break;
            case SqlMode.Connections:
                await SqlCrowd.ConnectAsync(sources.Get(action.Account ?? step.Account), action, result, cancellationToken);
                break;
            case SqlMode.Load:
                await SqlCrowd.LoadAsync(sources.Get(action.Account ?? step.Account), action, sql, result, cancellationToken);
                break;
            case SqlMode.Exec:
                await ExecAsync(action, result, cancellationToken);
                break;
            default:
                await SqlCommands.CopyAsync(session, action, sql, _binary, result, cancellationToken);
                break;
        }
    }

    private async Task ExecAsync(SqlAction action, SqlResult result, CancellationToken cancellationToken)
    {
        var (exit, output, error) = await tools.ExecAsync(
            [.. action.Argv.Select(text => Captures.Fill(text, _captured))],
            cancellationToken
        );
        result.Label = "out";
        result.Rows.AddRange((output + error).Split('\n', StringSplitOptions.RemoveEmptyEntries));
        result.Facts.Add($"exit {exit}");
        if (exit != 0)
        {
            throw new StepFailedException(
                $"{action.Argv[0]} ended with {exit}: {(error.Length > 0 ? error : output).Trim()}",
                action.Location
            );
        }
    }

    private async Task<SqlResult> UntilAsync(SqlSession session, SqlAction action, CancellationToken cancellationToken)
    {
        while (true)
        {
            var result = await RunAsync(session, action with { Mode = SqlMode.Query }, cancellationToken);
            if (result.ErrorCode is not null && !SqlErrors.IsPassing(result))
            {
                return result;
            }

            if (result is { ErrorCode: null, First: "t" })
            {
                // How often it was asked, and what was noticed meanwhile, is a matter of time.
                var answer = new SqlResult { First = result.First };
                answer.Facts.Add("true at last");
                return answer;
            }

            await Task.Delay(PollInterval, tools.Time, cancellationToken);
        }
    }

    private static void Judge(SqlAction action, SqlResult result)
    {
        if (SqlJudge.Fault(action, result) is { } fault)
        {
            throw new StepFailedException(fault, action.Location);
        }
    }

    private void Write(AnswerText answer)
    {
        for (var i = 0; i < _done.Count; i++)
        {
            var (action, task) = _done[i];
            answer.Add($"#{i + 1} {action.Session} {Names.Of(action.Mode)}");
            if (task.IsCompletedSuccessfully)
            {
                SqlJudge.Write(action, task.Result, answer);
            }
        }
    }
}
