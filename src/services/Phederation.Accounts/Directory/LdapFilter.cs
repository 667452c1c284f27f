using System.Formats.Asn1;
using System.Globalization;
using System.Text;

namespace Phederation.Accounts.Directory;

/// <summary>Reads a filter as people write it (RFC 4515) and writes it as the directory takes it (RFC 4511, 4.5.1.7). Bounded in length and depth.</summary>
internal sealed class LdapFilter
{
    private const int Longest = 4096;
    private const int Deepest = 16;

    private static readonly Asn1Tag And = new(TagClass.ContextSpecific, 0, isConstructed: true);
    private static readonly Asn1Tag Or = new(TagClass.ContextSpecific, 1, isConstructed: true);
    private static readonly Asn1Tag Not = new(TagClass.ContextSpecific, 2, isConstructed: true);
    private static readonly Asn1Tag EqualTo = new(TagClass.ContextSpecific, 3, isConstructed: true);
    private static readonly Asn1Tag Substrings = new(TagClass.ContextSpecific, 4, isConstructed: true);
    private static readonly Asn1Tag AtLeast = new(TagClass.ContextSpecific, 5, isConstructed: true);
    private static readonly Asn1Tag AtMost = new(TagClass.ContextSpecific, 6, isConstructed: true);
    private static readonly Asn1Tag Present = new(TagClass.ContextSpecific, 7);
    private static readonly Asn1Tag Like = new(TagClass.ContextSpecific, 8, isConstructed: true);

    private readonly string _text;
    private readonly AsnWriter _writer = new(AsnEncodingRules.BER);
    private int _at;

    private LdapFilter(string text) => _text = text;

    /// <summary>The filter in the directory's form.</summary>
    /// <param name="text">Such as "(&amp;(objectClass=person)(uid=a*))".</param>
    /// <exception cref="FormatException">It is no filter; the message says where.</exception>
    public static byte[] Encode(string text)
    {
        var filter = new LdapFilter(
            text.Length <= Longest ? text : throw new FormatException($"The filter is longer than {Longest} characters.")
        );
        filter.Read(0);
        return filter._at == text.Length ? filter._writer.Encode() : throw filter.Wrong("the end is expected");
    }

    private void Read(int depth)
    {
        if (depth > Deepest)
        {
            throw Wrong($"it is nested deeper than {Deepest}");
        }

        Take('(');
        switch (Peek())
        {
            case '&':
                ReadAll(And, depth);
                break;
            case '|':
                ReadAll(Or, depth);
                break;
            case '!':
                _at++;
                using (_writer.PushSequence(Not))
                {
                    Read(depth + 1);
                }

                break;
            default:
                ReadItem();
                break;
        }

        Take(')');
    }

    private void ReadAll(Asn1Tag tag, int depth)
    {
        _at++;
        using (_writer.PushSetOf(tag))
        {
            do
            {
                Read(depth + 1);
            } while (Peek() == '(');
        }
    }

    private void ReadItem()
    {
        var start = _at;
        while (char.IsAsciiLetterOrDigit(Peek()) || Peek() is '-' or ';' or '.' or '_')
        {
            _at++;
        }

        var attribute = _text[start.._at];
        if (attribute.Length == 0)
        {
            throw Wrong("the name of an attribute is expected");
        }

        var kind = Peek();
        if (kind is '<' or '>' or '~')
        {
            _at++;
        }

        Take('=');
        var parts = ReadValue();
        switch (kind)
        {
            case '<' when parts.Count == 1:
                WritePair(AtMost, attribute, parts[0]);
                break;
            case '>' when parts.Count == 1:
                WritePair(AtLeast, attribute, parts[0]);
                break;
            case '~' when parts.Count == 1:
                WritePair(Like, attribute, parts[0]);
                break;
            case '=' when parts.Count == 1:
                WritePair(EqualTo, attribute, parts[0]);
                break;
            case '=' when parts.All(part => part.Length == 0) && parts.Count == 2:
                _writer.WriteOctetString(Encoding.ASCII.GetBytes(attribute), Present);
                break;
            case '=':
                WriteSubstrings(attribute, parts);
                break;
            default:
                throw Wrong("'*' is not accepted in this comparison");
        }
    }

    // Pieces between the asterisks.
    private List<byte[]> ReadValue()
    {
        var parts = new List<byte[]>();
        var part = new List<byte>();
        while (Peek() is not (')' or '\0'))
        {
            var c = _text[_at++];
            switch (c)
            {
                case '*':
                    parts.Add([.. part]);
                    part.Clear();
                    break;
                case '(':
                    throw Wrong("'(' must be written \\28");
                case '\\':
                    if (
                        _at + 2 > _text.Length
                        || !byte.TryParse(_text.AsSpan(_at, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value)
                    )
                    {
                        throw Wrong("two hexadecimal digits are expected after '\\'");
                    }

                    part.Add(value);
                    _at += 2;
                    break;
                default:
                    var length = char.IsHighSurrogate(c) && _at < _text.Length ? 2 : 1;
                    part.AddRange(Encoding.UTF8.GetBytes(_text.Substring(_at - 1, length)));
                    _at += length - 1;
                    break;
            }
        }

        parts.Add([.. part]);
        return parts;
    }

    private void WritePair(Asn1Tag tag, string attribute, byte[] value)
    {
        using (_writer.PushSequence(tag))
        {
            _writer.WriteOctetString(Encoding.ASCII.GetBytes(attribute));
            _writer.WriteOctetString(value);
        }
    }

    private void WriteSubstrings(string attribute, List<byte[]> parts)
    {
        if (parts.Skip(1).SkipLast(1).Any(part => part.Length == 0))
        {
            throw Wrong("two '*' follow one another");
        }

        using (_writer.PushSequence(Substrings))
        {
            _writer.WriteOctetString(Encoding.ASCII.GetBytes(attribute));
            using (_writer.PushSequence())
            {
                for (var i = 0; i < parts.Count; i++)
                {
                    if (parts[i].Length > 0)
                    {
                        var place =
                            i == 0 ? 0
                            : i == parts.Count - 1 ? 2
                            : 1;
                        _writer.WriteOctetString(parts[i], new Asn1Tag(TagClass.ContextSpecific, place));
                    }
                }
            }
        }
    }

    private char Peek() => _at < _text.Length ? _text[_at] : '\0';

    private void Take(char c)
    {
        if (Peek() != c)
        {
            throw Wrong($"'{c}' is expected");
        }

        _at++;
    }

    private FormatException Wrong(string what) => new($"The filter is wrong at character {_at + 1}: {what}.");
}
