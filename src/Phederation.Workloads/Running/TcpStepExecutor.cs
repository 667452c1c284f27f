using System.Net.Sockets;
using System.Text;
using Phederation.Workloads.Steps;
using Phederation.Workloads.Transcripts;

namespace Phederation.Workloads.Running;

/// <summary>Speaks the bytes of one TCP step.</summary>
internal static class TcpStepExecutor
{
    private const int MostBytes = 64 * 1024;
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(1);

    public static async Task RunAsync(TcpStep step, string host, int port, AnswerText answer, CancellationToken cancellationToken)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(host, port, cancellationToken);
            await socket.SendAsync(step.Send, SocketFlags.None, cancellationToken);
            if (step.Reset)
            {
                // Closing with a linger time of zero sends a reset instead of an orderly end.
                socket.LingerState = new LingerOption(enable: true, seconds: 0);
                answer.Add("reset");
                return;
            }

            await ReadAsync(step, socket, answer, cancellationToken);
        }
        catch (SocketException exception)
        {
            throw new StepFailedException($"the connection failed: {exception.SocketErrorCode}", null, exception);
        }
    }

    private static async Task ReadAsync(TcpStep step, Socket socket, AnswerText answer, CancellationToken cancellationToken)
    {
        var received = new byte[MostBytes];
        var count = 0;
        var end = "closed";
        try
        {
            while (count < received.Length)
            {
                using var silence = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
                silence.CancelAfter(Silence);
                var read = await socket.ReceiveAsync(received.AsMemory(count), SocketFlags.None, silence.Token);
                if (read == 0)
                {
                    break;
                }

                count += read;
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            end = "silent";
        }
        catch (SocketException exception) when (exception.SocketErrorCode == SocketError.ConnectionReset)
        {
            // Whether unread bytes turn the service's close into a reset is a matter of time.
        }

        // One character for each byte, whatever the bytes are.
        var text = Encoding.Latin1.GetString(received, 0, count);
        answer.AddText("in", text.Replace("\0", "␀", StringComparison.Ordinal), AnswerPart.Text);
        answer.Add(end);
        Expectations.Check(step.Head.Expect.Output, text, "what was received");
    }
}
