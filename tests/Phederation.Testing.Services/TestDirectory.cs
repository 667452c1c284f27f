using System.Formats.Asn1;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Phederation.Containers.Hardening;

namespace Phederation.Testing.Services;

/// <summary>
/// A directory on the loopback address that speaks LDAP 3 as a server: simple bind, search with equality, presence and substring filters, StartTLS. It reads the
/// protocol with its own eyes, not with those of the client under test.
/// </summary>
public sealed class TestDirectory : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly X509Certificate2 _certificate;
    private readonly Task _accepting;
    private readonly bool _isTls;

    /// <summary>Starts it with some people.</summary>
    /// <param name="isTls">Whether it speaks TLS from the first byte (ldaps).</param>
    public TestDirectory(bool isTls = false)
    {
        _isTls = isTls;
        var pem = Encoding.ASCII.GetString(ServerCertificate.Create(["127.0.0.1", "localhost"], TimeProvider.System.GetUtcNow()));
        using var certificate = X509Certificate2.CreateFromPem(pem, pem);
        CertificatePem = certificate.ExportCertificatePem();
        _certificate = X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), null);
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>The account for searches.</summary>
    public static string BindDn => "cn=reader,dc=example,dc=org";

    /// <summary>Its password.</summary>
    public static string BindPassword => "reader-password";

    /// <summary>Login, name and password of the people.</summary>
    public IList<(string Login, string Name, string Password)> People { get; } =
    [("curie", "Marie Curie", "polonium"), ("boole", "George Boole", "true-or-false"), ("odd*(,", "Odd, Name", "odd")];

    /// <summary>Its port.</summary>
    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>What its certificate is checked against.</summary>
    public string CertificatePem { get; }

    /// <summary>The filters that it was asked, as they came.</summary>
    public IList<string> Asked { get; } = [];

    /// <summary>Whether it takes connections and says nothing.</summary>
    public bool IsSilent { get; set; }

    /// <summary>Whether it answers with bytes that are no protocol.</summary>
    public bool IsBroken { get; set; }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        _certificate.Dispose();
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        var running = new List<Task>();
        try
        {
            while (true)
            {
                running.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(running);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                Stream stream = client.GetStream();
                if (_isTls)
                {
                    stream = await EncryptAsync(stream);
                }

                while (await ReadAsync(stream) is { } message)
                {
                    if (IsSilent)
                    {
                        await Task.Delay(Timeout.Infinite, _stop.Token);
                    }

                    if (IsBroken)
                    {
                        await stream.WriteAsync(new byte[] { 0x30, 0x84, 0x7F, 0xFF, 0xFF, 0xFF }, _stop.Token);
                        return;
                    }

                    var (answer, encrypt) = Answer(message);
                    await stream.WriteAsync(answer, _stop.Token);
                    stream = encrypt ? await EncryptAsync(stream) : stream;
                }
            }
            catch (Exception exception)
                when (exception is IOException or OperationCanceledException or System.Security.Authentication.AuthenticationException)
            {
                // The client went away, or does not trust the certificate, as some tests want it.
            }
        }
    }

    private async Task<Stream> EncryptAsync(Stream stream)
    {
        var tls = new SslStream(stream);
        await tls.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = _certificate }, _stop.Token);
        return tls;
    }

    private async Task<byte[]?> ReadAsync(Stream stream)
    {
        var head = new byte[2];
        if (await stream.ReadAtLeastAsync(head, 2, throwOnEndOfStream: false, _stop.Token) < 2)
        {
            return null;
        }

        var more = head[1] > 0x7F ? head[1] & 0x7F : 0;
        var size = new byte[more];
        await stream.ReadExactlyAsync(size, _stop.Token);
        var length = more == 0 ? head[1] : size.Aggregate(0, (sum, b) => (sum << 8) | b);
        var content = new byte[length];
        await stream.ReadExactlyAsync(content, _stop.Token);
        return [.. head, .. size, .. content];
    }

    private (byte[] Answer, bool Encrypt) Answer(byte[] message)
    {
        var reader = new AsnReader(message, AsnEncodingRules.BER).ReadSequence();
        reader.TryReadInt32(out var id);
        var tag = reader.PeekTag();
        if (tag.TagValue == 0)
        {
            var bind = reader.ReadSequence(tag);
            bind.ReadInteger();
            var dn = Encoding.UTF8.GetString(bind.ReadOctetString());
            var password = Encoding.UTF8.GetString(bind.ReadOctetString(new Asn1Tag(TagClass.ContextSpecific, 0)));
            var isRight =
                (dn == BindDn && password == BindPassword) || People.Any(person => Dn(person.Login) == dn && person.Password == password);
            return (Result(id, 1, isRight ? 0 : 49), false);
        }

        if (tag.TagValue == 3)
        {
            return (Search(id, reader.ReadSequence(tag)), false);
        }

        return tag.TagValue == 23 ? (Result(id, 24, 0), true) : ([], false);
    }

    private byte[] Search(int id, AsnReader search)
    {
        search.ReadOctetString();
        search.ReadEncodedValue();
        search.ReadEncodedValue();
        search.TryReadInt32(out var most);
        search.ReadInteger();
        search.ReadBoolean();
        var filter = Convert.ToHexStringLower(search.PeekEncodedValue().Span);
        Asked.Add(filter);
        var matches = People.Where(person => Matches(search.PeekEncodedValue(), person)).ToArray();
        var answer = new List<byte>();
        foreach (var (login, name, _) in matches.Take(most))
        {
            answer.AddRange(
                Message(
                    id,
                    writer =>
                    {
                        using (writer.PushSequence(new Asn1Tag(TagClass.Application, 4, isConstructed: true)))
                        {
                            writer.WriteOctetString(Encoding.UTF8.GetBytes(Dn(login)));
                            using (writer.PushSequence())
                            {
                                WriteAttribute(writer, "uid", login);
                                WriteAttribute(writer, "cn", name);
                            }
                        }
                    }
                )
            );
        }

        answer.AddRange(Result(id, 5, matches.Length > most ? 4 : 0));
        return [.. answer];
    }

    private static bool Matches(ReadOnlyMemory<byte> filter, (string Login, string Name, string Password) person)
    {
        var reader = new AsnReader(filter, AsnEncodingRules.BER);
        var tag = reader.PeekTag();
        switch (tag.TagValue)
        {
            case 0:
            case 1:
                var all = reader.ReadSetOf(skipSortOrderValidation: true, tag);
                var results = new List<bool>();
                while (all.HasData)
                {
                    results.Add(Matches(all.ReadEncodedValue(), person));
                }

                return tag.TagValue == 0 ? results.All(result => result) : results.Any(result => result);
            case 2:
                return !Matches(reader.ReadSequence(tag).ReadEncodedValue(), person);
            case 3:
                var pair = reader.ReadSequence(tag);
                return Value(pair.ReadOctetString(), person) == Encoding.UTF8.GetString(pair.ReadOctetString());
            case 4:
                var substrings = reader.ReadSequence(tag);
                var value = Value(substrings.ReadOctetString(), person);
                var part = substrings.ReadSequence();
                return value is not null
                    && value.Contains(Encoding.UTF8.GetString(part.ReadOctetString(part.PeekTag())), StringComparison.OrdinalIgnoreCase);
            case 7:
                return Value(reader.ReadOctetString(tag), person) is not null;
            default:
                return false;
        }
    }

    private static string? Value(byte[] attribute, (string Login, string Name, string Password) person) =>
        Encoding.ASCII.GetString(attribute) switch
        {
            "uid" => person.Login,
            "cn" => person.Name,
            "objectClass" => "person",
            _ => null,
        };

    private static string Dn(string login) =>
        login == "odd*(," ? "uid=odd\\2a\\28\\2c,dc=example,dc=org" : $"uid={login},dc=example,dc=org";

    private static void WriteAttribute(AsnWriter writer, string name, string value)
    {
        using (writer.PushSequence())
        {
            writer.WriteOctetString(Encoding.ASCII.GetBytes(name));
            using (writer.PushSetOf())
            {
                writer.WriteOctetString(Encoding.UTF8.GetBytes(value));
            }
        }
    }

    private static byte[] Result(int id, int operation, int code) =>
        Message(
            id,
            writer =>
            {
                using (writer.PushSequence(new Asn1Tag(TagClass.Application, operation, isConstructed: true)))
                {
                    writer.WriteEncodedValue([0x0A, 0x01, (byte)code]);
                    writer.WriteOctetString([]);
                    writer.WriteOctetString([]);
                }
            }
        );

    private static byte[] Message(int id, Action<AsnWriter> write)
    {
        var writer = new AsnWriter(AsnEncodingRules.BER);
        using (writer.PushSequence())
        {
            writer.WriteInteger(id);
            write(writer);
        }

        return writer.Encode();
    }
}
