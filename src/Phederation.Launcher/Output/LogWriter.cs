using Phederation.Site.Lifecycle;

namespace Phederation.Launcher.Output;

/// <summary>Writes the lines of services where they came from: output to output, errors to errors.</summary>
internal sealed class LogWriter(bool isTerminal)
{
    /// <summary>Writes a line; on a terminal without control characters, into a file or pipe as it was.</summary>
    public async Task WriteAsync(LogLine line, CancellationToken cancellationToken)
    {
        var text = isTerminal ? Plain.Text(line.Text) : line.Text;
        var writer = line.IsError ? Console.Error : Console.Out;
        await writer.WriteLineAsync((line.Service is null ? text : $"{line.Service} | {text}").AsMemory(), cancellationToken);
    }
}
