using System.Formats.Asn1;
using System.Net.Security;
using System.Security.Authentication;
using System.Text;
using Phederation.Postgres;

namespace Phederation.Accounts.Directory;

/// <summary>What goes over the wire: messages within their bounds, and their encryption.</summary>
internal sealed partial class LdapConnection
{
    private async Task StartTlsAsync(LdapSettings settings, CancellationToken cancellationToken)
    {
        var answer = await AskAsync(
            writer =>
            {
                using (writer.PushSequence(ExtendedRequest))
                {
                    writer.WriteOctetString(Encoding.ASCII.GetBytes(StartTls), RequestName);
                }
            },
            cancellationToken
        );
        if (Code(answer, ExtendedResponse) is var code and not 0)
        {
            throw new LdapException("The directory offers no encryption; passwords are not sent without.", code);
        }

        await EncryptAsync(settings, cancellationToken);
    }

    private async Task EncryptAsync(LdapSettings settings, CancellationToken cancellationToken)
    {
        var tls = new SslStream(_stream);
        var options = new SslClientAuthenticationOptions
        {
            TargetHost = settings.Address.Host,
            EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
        };
        try
        {
            if (settings.CertificateFile is { } file)
            {
                options.CertificateChainPolicy = PrivateTrust.Policy(PrivateTrust.Read(file));
            }

            await tls.AuthenticateAsClientAsync(options, cancellationToken);
            _stream = tls;
        }
        catch (Exception exception) when (exception is AuthenticationException or SetupException)
        {
            await tls.DisposeAsync();
            throw new LdapException("The directory's certificate is refused.", null, exception);
        }
    }

    private async Task<AsnReader> AskAsync(Action<AsnWriter> write, CancellationToken cancellationToken) =>
        await ReceiveAsync(await SendAsync(write, cancellationToken), cancellationToken);

    private async Task<int> SendAsync(Action<AsnWriter> write, CancellationToken cancellationToken)
    {
        var writer = new AsnWriter(AsnEncodingRules.BER);
        var id = ++_lastId;
        using (writer.PushSequence())
        {
            writer.WriteInteger(id);
            write(writer);
        }

        await _stream.WriteAsync(writer.Encode(), cancellationToken);
        await _stream.FlushAsync(cancellationToken);
        return id;
    }

    private async Task<AsnReader> ReceiveAsync(int id, CancellationToken cancellationToken)
    {
        try
        {
            var message = await ReadMessageAsync(cancellationToken);
            return Wire(() =>
            {
                var content = new AsnReader(message, AsnEncodingRules.BER).ReadSequence();
                return content.TryReadInt32(out var answered) && answered == id
                    ? content
                    : throw new LdapException("The directory ended the connection, or answered something that was not asked.");
            });
        }
        catch (IOException exception)
        {
            throw new LdapException("The directory broke the connection off.", null, exception);
        }
    }

    private async Task<byte[]> ReadMessageAsync(CancellationToken cancellationToken)
    {
        var head = new byte[6];
        await _stream.ReadExactlyAsync(head.AsMemory(0, 2), cancellationToken);
        var (length, size) = ((int)head[1], 2);
        if (length > 0x7F)
        {
            var count = length & 0x7F;
            if (count is 0 or > 4)
            {
                throw new LdapException("The directory breaks the protocol.");
            }

            await _stream.ReadExactlyAsync(head.AsMemory(2, count), cancellationToken);
            size += count;
            length = 0;
            foreach (var b in head.AsSpan(2, count))
            {
                length = length > LargestMessage ? LargestMessage + 1 : (length << 8) | b;
            }
        }

        if (head[0] != 0x30 || length > LargestMessage)
        {
            throw new LdapException("The directory breaks the protocol, or answers too much at once.");
        }

        var message = new byte[size + length];
        head.AsSpan(0, size).CopyTo(message);
        await _stream.ReadExactlyAsync(message.AsMemory(size), cancellationToken);
        return message;
    }

    private static int Code(AsnReader answer, Asn1Tag tag) =>
        Wire(() => (int)new System.Numerics.BigInteger(answer.ReadSequence(tag).ReadEnumeratedBytes().Span, isBigEndian: true));

    private static T Wire<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (AsnContentException exception)
        {
            throw new LdapException("The directory breaks the protocol.", null, exception);
        }
    }
}
