using System.Text.Json;
using Microsoft.Extensions.Logging;
using Phederation.AnalyticsRemote.Analyses;
using Phederation.AnalyticsRemote.Central;
using Phederation.AnalyticsRemote.Journal;
using Phederation.AnalyticsRemote.Requests;

namespace Phederation.AnalyticsRemote.Work;

/// <summary>
/// Brings requests from step to step: accepted, answered, delivered. Each step is in the journal before the next one begins, and each can be done again: a
/// process that was killed goes on where the journal says.
/// </summary>
internal sealed partial class RequestProcessor(
    RequestJournal journal,
    RequestVerifier verifier,
    AnalysisClient analyses,
    CentralClient central,
    RemoteOptions options,
    RemoteMetrics metrics,
    TimeProvider time,
    ILogger<RequestProcessor> logger
)
{
    // A refused request that could not be read has no time of its own.
    private static readonly TimeSpan KeepRefused = TimeSpan.FromDays(7);
    private static readonly TimeSpan KeepAfterExpiry = TimeSpan.FromDays(1);

    /// <summary>Takes a request into the journal, as one to compute or as one that is refused.</summary>
    public async Task TakeAsync(Envelope envelope, CancellationToken cancellationToken)
    {
        // Without an id there is nothing to answer to.
        if (!RequestVerifier.IsId(envelope.Id))
        {
            Unanswerable(logger);
            return;
        }

        var payload = RequestVerifier.Payload(envelope) ?? [];
        var digest = RequestVerifier.Digest(payload);
        if (journal.Find(envelope.Id) is { } known)
        {
            await TakeAgainAsync(known, digest, cancellationToken);
            return;
        }

        if (!journal.HasRoom)
        {
            throw new UnavailableException("The journal is full.");
        }

        var now = time.GetUtcNow();
        var verified = verifier.Verify(envelope);
        if (verified.Request is { } request)
        {
            await journal.PutAsync(
                new JournalRecord(request.Id, digest, JournalState.Accepted, now, request.ExpiresAt + KeepAfterExpiry, request),
                cancellationToken
            );
            Accepted(logger, request.Id, request.Analysis);
        }
        else
        {
            var record = new JournalRecord(envelope.Id, digest, JournalState.Accepted, now, now + KeepRefused);
            await AnswerAsync(record, "refused", null, verified.Refusal, cancellationToken);
        }
    }

    /// <summary>Brings one request to its end.</summary>
    /// <exception cref="UnavailableException">A server is away; the same is to be done again later.</exception>
    public async Task FinishAsync(JournalRecord record, CancellationToken cancellationToken)
    {
        if (record is { State: JournalState.Accepted, Request: { } request })
        {
            // It may have waited for the R server for long.
            if (request.ExpiresAt <= time.GetUtcNow())
            {
                record = await AnswerAsync(
                    record,
                    "refused",
                    null,
                    new Refusal("expired", "The request has expired before it could be computed."),
                    cancellationToken
                );
            }
            else
            {
                var outcome = await analyses.RunAsync(request, cancellationToken);
                record = await AnswerAsync(
                    record,
                    outcome.Result is null ? "failed" : "completed",
                    outcome.Result,
                    outcome.Reason,
                    cancellationToken
                );
            }
        }

        if (record is { State: JournalState.Answered, Answer: { } answer })
        {
            await central.AnswerAsync(record.Id, answer, cancellationToken);
            await journal.PutAsync(record with { State = JournalState.Delivered }, cancellationToken);
            Delivered(logger, record.Id);
        }
    }

    private async Task TakeAgainAsync(JournalRecord known, string digest, CancellationToken cancellationToken)
    {
        if (known.Digest != digest)
        {
            // Answered to nobody: the answer under this id is the first request's.
            Replayed(logger, known.Id);
            return;
        }

        if (known.State == JournalState.Delivered)
        {
            // The central service asks for what it was given: it may have lost it. It is given the same again, and nothing is computed.
            await journal.PutAsync(known with { State = JournalState.Answered }, cancellationToken);
        }
    }

    private async Task<JournalRecord> AnswerAsync(
        JournalRecord record,
        string status,
        JsonElement? result,
        Refusal? reason,
        CancellationToken cancellationToken
    )
    {
        var answer = new Answer(record.Id, options.Organisation, record.Digest, status, result, reason);
        var answered = record with
        {
            State = JournalState.Answered,
            Answer = JsonSerializer.SerializeToUtf8Bytes(answer, RemoteJson.Default.Answer),
        };
        await journal.PutAsync(answered, cancellationToken);
        metrics.Answered(status);
        Answered(logger, record.Id, status, reason?.Code ?? "");
        return answered;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Request {Request} is accepted: {Analysis}")]
    private static partial void Accepted(ILogger logger, string request, string analysis);

    [LoggerMessage(Level = LogLevel.Information, Message = "Request {Request} is answered: {Status} {Code}")]
    private static partial void Answered(ILogger logger, string request, string status, string code);

    [LoggerMessage(Level = LogLevel.Information, Message = "The answer to request {Request} is delivered")]
    private static partial void Delivered(ILogger logger, string request);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Another request came under the id of request {Request}; it is not taken")]
    private static partial void Replayed(ILogger logger, string request);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A request came without an id that can be answered to")]
    private static partial void Unanswerable(ILogger logger);
}
