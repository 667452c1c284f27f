using System.Formats.Asn1;
using System.Net.Sockets;
using System.Text;

namespace Phederation.Accounts.Directory;

/// <summary>
/// One connection to a directory (LDAP 3, RFC 4511): simple bind, search, StartTLS. Own code, as the platform's library needs the system's libldap, which an
/// image without a distribution's tools has not. It encodes with the platform's ASN.1 writer and is bounded in everything that comes in.
/// </summary>
internal sealed partial class LdapConnection : IAsyncDisposable
{
    private const int LargestMessage = 1024 * 1024;
    private const string StartTls = "1.3.6.1.4.1.1466.20037";

    private static readonly Asn1Tag BindRequest = new(TagClass.Application, 0, isConstructed: true);
    private static readonly Asn1Tag BindResponse = new(TagClass.Application, 1, isConstructed: true);
    private static readonly Asn1Tag UnbindRequest = new(TagClass.Application, 2);
    private static readonly Asn1Tag SearchRequest = new(TagClass.Application, 3, isConstructed: true);
    private static readonly Asn1Tag SearchEntry = new(TagClass.Application, 4, isConstructed: true);
    private static readonly Asn1Tag SearchDone = new(TagClass.Application, 5, isConstructed: true);
    private static readonly Asn1Tag SearchReference = new(TagClass.Application, 19, isConstructed: true);
    private static readonly Asn1Tag ExtendedRequest = new(TagClass.Application, 23, isConstructed: true);
    private static readonly Asn1Tag ExtendedResponse = new(TagClass.Application, 24, isConstructed: true);
    private static readonly Asn1Tag Password = new(TagClass.ContextSpecific, 0);
    private static readonly Asn1Tag RequestName = new(TagClass.ContextSpecific, 0);

    private Stream _stream;
    private int _lastId;

    private LdapConnection(Stream stream) => _stream = stream;

    /// <summary>Connects, encrypted unless the directory is on the loopback address and has no encryption.</summary>
    /// <exception cref="LdapException">It can't be reached, or its certificate is refused.</exception>
    public static async Task<LdapConnection> ConnectAsync(LdapSettings settings, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        LdapConnection? connection = null;
        try
        {
            await socket.ConnectAsync(settings.Address.Host, settings.Port, cancellationToken);
            connection = new LdapConnection(new NetworkStream(socket, ownsSocket: true));
            if (settings.IsTls)
            {
                await connection.EncryptAsync(settings, cancellationToken);
            }
            else if (!settings.IsLoopback)
            {
                await connection.StartTlsAsync(settings, cancellationToken);
            }

            return connection;
        }
        catch (Exception exception)
        {
            socket.Dispose();
            if (connection is not null)
            {
                await connection.DisposeAsync();
            }

            throw exception is SocketException or IOException
                ? new LdapException("The directory can't be reached.", null, exception)
                : exception;
        }
    }

    /// <summary>Signs in.</summary>
    /// <param name="dn">Whose entry.</param>
    /// <param name="password">Never empty: a directory takes that for a visitor without a name and says yes.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Whether the password is right.</returns>
    public async Task<bool> BindAsync(string dn, string password, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(password);
        var answer = await AskAsync(
            writer =>
            {
                using (writer.PushSequence(BindRequest))
                {
                    writer.WriteInteger(3);
                    writer.WriteOctetString(Encoding.UTF8.GetBytes(dn));
                    writer.WriteOctetString(Encoding.UTF8.GetBytes(password), Password);
                }
            },
            cancellationToken
        );
        return Code(answer, BindResponse) switch
        {
            0 => true,
            // invalidCredentials; also what says that there is no such entry, or that it must not sign in now.
            49 or 32 or 34 or 53 or 19 => false,
            var code => throw new LdapException("The directory does not let anybody sign in this way.", code),
        };
    }

    /// <summary>Searches below an entry.</summary>
    /// <param name="baseDn">The entry.</param>
    /// <param name="filter">The filter, encoded.</param>
    /// <param name="attributes">What to bring of each entry.</param>
    /// <param name="most">At most how many entries.</param>
    /// <param name="limit">How long the directory may search, in whole seconds.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The entries, and whether there would be more.</returns>
    public async Task<(IReadOnlyList<LdapEntry> Entries, bool HasMore)> SearchAsync(
        string baseDn,
        byte[] filter,
        IReadOnlyList<string> attributes,
        int most,
        TimeSpan limit,
        CancellationToken cancellationToken
    )
    {
        var id = await SendAsync(writer => WriteSearch(writer, baseDn, filter, attributes, most, limit), cancellationToken);
        var entries = new List<LdapEntry>();
        while (true)
        {
            var answer = await ReceiveAsync(id, cancellationToken);
            var tag = Wire(() => answer.PeekTag());
            if (tag == SearchEntry)
            {
                // A server that ignores the limit is not listened to any longer.
                if (entries.Count >= most)
                {
                    return (entries, true);
                }

                entries.Add(Wire(() => Entry(answer)));
            }
            else if (tag != SearchReference)
            {
                return Code(answer, SearchDone) switch
                {
                    0 => (entries, false),
                    4 => (entries, true),
                    32 => throw new LdapException("The directory has no entry of the name that is set as the base.", 32),
                    3 or 11 or 51 or 52 => throw new LdapException("The directory is busy.", 51),
                    var code => throw new LdapException("The directory refuses the search.", code),
                };
            }
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        try
        {
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(1));
            await SendAsync(writer => writer.WriteNull(UnbindRequest), limit.Token);
        }
        catch (Exception exception)
            when (exception is IOException or ObjectDisposedException or OperationCanceledException or InvalidOperationException)
        {
            // It is gone already, which is what was asked for.
        }

        await _stream.DisposeAsync();
    }

    private static void WriteSearch(
        AsnWriter writer,
        string baseDn,
        byte[] filter,
        IReadOnlyList<string> attributes,
        int most,
        TimeSpan limit
    )
    {
        using (writer.PushSequence(SearchRequest))
        {
            writer.WriteOctetString(Encoding.UTF8.GetBytes(baseDn));
            writer.WriteEncodedValue([0x0A, 0x01, 0x02]); // the whole subtree
            writer.WriteEncodedValue([0x0A, 0x01, 0x00]); // aliases are not followed
            writer.WriteInteger(most);
            writer.WriteInteger((int)Math.Ceiling(limit.TotalSeconds));
            writer.WriteBoolean(false);
            writer.WriteEncodedValue(filter);
            using (writer.PushSequence())
            {
                foreach (var attribute in attributes)
                {
                    writer.WriteOctetString(Encoding.ASCII.GetBytes(attribute));
                }
            }
        }
    }

    private static LdapEntry Entry(AsnReader answer)
    {
        var entry = answer.ReadSequence(SearchEntry);
        var dn = Encoding.UTF8.GetString(entry.ReadOctetString());
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        var attributes = entry.ReadSequence();
        while (attributes.HasData)
        {
            var attribute = attributes.ReadSequence();
            var name = Encoding.UTF8.GetString(attribute.ReadOctetString()).ToLowerInvariant();
            var values = attribute.ReadSetOf(skipSortOrderValidation: true);
            if (values.HasData)
            {
                found[name] = Encoding.UTF8.GetString(values.ReadOctetString());
            }
        }

        return new LdapEntry(dn, found);
    }
}
