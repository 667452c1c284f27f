using System.IO.Pipelines;
using System.Text.RegularExpressions;
using Phederation.OmopJobs.Output;
using Phederation.Postgres;
using Phederation.Processes;

namespace Phederation.OmopJobs.Qa;

/// <summary>
/// pg_dump into pg_restore, without a file between them: patients' rows touch no third disk, and however large the database is, no more than
/// a pipe of it is held. The price is one connection for the rows, where a folder of files would allow several.
/// </summary>
internal sealed partial class DumpStream(IProcessRunner processes, string programs, Report report)
{
    private const int LargestLog = 1 << 20;

    /// <summary>Copies; all of it is there at the end, or nothing.</summary>
    /// <exception cref="JobException">One of the programs failed.</exception>
    public async Task RunAsync(
        DatabaseSettings from,
        DatabaseSettings to,
        string snapshot,
        bool isEmpty,
        CancellationToken cancellationToken
    )
    {
        using var dumpEnvironment = await ClientEnvironment.CreateAsync(from, cancellationToken);
        using var restoreEnvironment = await ClientEnvironment.CreateAsync(to, cancellationToken);
        using var failed = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var pipe = new Pipe();
        var schemas = QaOptions.Schemas.Select(schema => $"--schema={schema}").ToList();
        var dump = new ProcessRequest
        {
            Program = Path.Combine(programs, "pg_dump"),
            Arguments =
            [
                "--format=custom",
                // Packed and unpacked at once on the same machine: only work.
                "--compress=0",
                "--no-password",
                $"--snapshot={snapshot}",
                "--no-owner",
                "--no-privileges",
                .. isEmpty ? ["--schema-only"] : Array.Empty<string>(),
                .. schemas,
            ],
            Environment = dumpEnvironment.Variables,
            OutputTo = pipe.Writer.AsStream(leaveOpen: true),
            OutputLimit = LargestLog,
            Overflow = OutputOverflow.KeepEnd,
        };
        var restore = new ProcessRequest
        {
            Program = Path.Combine(programs, "pg_restore"),
            Arguments =
            [
                $"--dbname={to.Database}",
                "--format=custom",
                "--single-transaction",
                "--no-password",
                "--no-owner",
                "--no-privileges",
                "--verbose",
                .. schemas,
            ],
            Environment = restoreEnvironment.Variables,
            InputFrom = pipe.Reader.AsStream(leaveOpen: true),
            OnErrorLine = Show,
            OutputLimit = LargestLog,
            Overflow = OutputOverflow.KeepEnd,
        };
        var writing = WriteAsync(dump, pipe.Writer, failed);
        var reading = ReadAsync(restore, pipe.Reader, failed);
        try
        {
            await Task.WhenAll(writing, reading);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // One failed and ended the other: its error is the reason.
            throw new[] { writing, reading }.Select(task => task.Exception?.InnerException).OfType<JobException>().First();
        }
    }

    private async Task WriteAsync(ProcessRequest request, PipeWriter writer, CancellationTokenSource failed)
    {
        Exception? error = new OperationCanceledException();
        try
        {
            await RunAsync(request, failed);
            error = null;
        }
        finally
        {
            // With an error at its end, so that pg_restore is stopped rather than taking the part for the whole.
            await writer.CompleteAsync(error);
        }
    }

    private async Task ReadAsync(ProcessRequest request, PipeReader reader, CancellationTokenSource failed)
    {
        try
        {
            await RunAsync(request, failed);
        }
        finally
        {
            await reader.CompleteAsync();
        }
    }

    private async Task RunAsync(ProcessRequest request, CancellationTokenSource failed)
    {
        try
        {
            var result = await processes.RunAsync(request, failed.Token);
            if (result.ExitCode != 0)
            {
                throw new JobException(
                    ExitCode.ServiceFailed,
                    $"{Path.GetFileName(request.Program)} ended with {result.ExitCode}: {Reason(result.Error)}",
                    "Nothing of the copy is kept. Look into the server's log, and run it again."
                );
            }
        }
        catch (ProcessFailedException exception)
        {
            await failed.CancelAsync();
            throw new JobException(ExitCode.Missing, exception.Message, "Use the image of this job, which has the program.", exception);
        }
        catch (JobException)
        {
            await failed.CancelAsync();
            throw;
        }
    }

    private void Show(string line)
    {
        if (DataOf().Match(line) is { Success: true } match)
        {
            report.Line($"rows of {match.Groups["table"].Value}");
        }
    }

    // The server's words on a row quote it: what stands in quotes is left out, and so are the lines of details.
    private static string Reason(string error) =>
        error.Split('\n').FirstOrDefault(line => line.Contains(": error:", StringComparison.Ordinal)) is { } line
            ? Quoted().Replace(line[(line.IndexOf(": error:", StringComparison.Ordinal) + ": error:".Length)..].Trim(), "\"…\"")
            : "without a reason";

    [GeneratedRegex("^pg_restore: processing data for table \"(?<table>[^\"]+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex DataOf();

    [GeneratedRegex("\"[^\"]*\"?", RegexOptions.None, 1000)]
    private static partial Regex Quoted();
}
