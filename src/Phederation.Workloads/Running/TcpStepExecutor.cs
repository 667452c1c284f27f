using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;
using Phederation.Workloads.Steps;
using Phederation.Workloads.Transcripts;

namespace Phederation.Workloads.Running;

/// <summary>Speaks the bytes of one TCP step.</summary>
internal static class TcpStepExecutor
{
    private const int MostBytes = 64 * 1024;
    private const int FillBlock = 64 * 1024;
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(1);

    public static async Task RunAsync(TcpStep step, string host, int port, AnswerText answer, CancellationToken cancellationToken)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(host, port, cancellationToken);
            await using var stream = await OpenAsync(step, socket, host, cancellationToken);
            await SendAsync(step, stream, cancellationToken);
            if (step.ResetWhenAnswered && await stream.ReadAsync(new byte[1], cancellationToken) == 0)
            {
                throw new StepFailedException("the connection was closed without an answer");
            }

            if (step.Reset || step.ResetWhenAnswered)
            {
                // Closing with a linger time of zero sends a reset instead of an orderly end.
                socket.LingerState = new LingerOption(enable: true, seconds: 0);
                socket.Close();
                answer.Add("reset");
                return;
            }

            await ReadAsync(step, stream, answer, cancellationToken);
        }
        catch (SocketException exception)
        {
            throw new StepFailedException($"the connection failed: {exception.SocketErrorCode}", null, exception);
        }
        catch (Exception exception) when (exception is AuthenticationException or IOException)
        {
            throw new StepFailedException($"the connection failed: {exception.Message}", null, exception);
        }
    }

    private static async Task<Stream> OpenAsync(TcpStep step, Socket socket, string host, CancellationToken cancellationToken)
    {
        var network = new NetworkStream(socket, ownsSocket: false);
        if (!step.IsTls)
        {
            return network;
        }

        var stream = new SslStream(network);
        var options = new SslClientAuthenticationOptions
        {
            TargetHost = host,
            ApplicationProtocols = step.Protocol is { } protocol ? [new SslApplicationProtocol(protocol)] : null,
            // The run's certificates are made for it alone: nobody vouches for them.
            RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate is not null,
        };
        await stream.AuthenticateAsClientAsync(options, cancellationToken);
        return stream;
    }

    private static async Task SendAsync(TcpStep step, Stream stream, CancellationToken cancellationToken)
    {
        try
        {
            for (var time = 0; time < step.Times && !step.Send.IsEmpty; time++)
            {
                await stream.WriteAsync(step.Send, cancellationToken);
            }

            var block = new byte[Math.Min(step.Fill, FillBlock)];
            for (var left = step.Fill; left > 0; left -= block.Length)
            {
                await stream.WriteAsync(block.AsMemory(0, Math.Min(left, block.Length)), cancellationToken);
            }
        }
        catch (IOException)
        {
            // Refused before all of it was sent; what was answered is still there to be read.
        }
    }

    private static async Task ReadAsync(TcpStep step, Stream stream, AnswerText answer, CancellationToken cancellationToken)
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
                var read = await stream.ReadAsync(received.AsMemory(count), silence.Token);
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
        catch (IOException)
        {
            // Whether unread bytes turn the service's close into a reset is a matter of time.
        }

        // One character for each byte, whatever the bytes are.
        var text = Encoding.Latin1.GetString(received, 0, count);
        answer.AddText("in", text.Replace("\0", "␀", StringComparison.Ordinal), step.Answer);
        if (step.Answer != AnswerPart.None)
        {
            answer.Add(end);
        }

        Expectations.Check(step.Head.Expect.Output, text, "what was received");
    }
}
