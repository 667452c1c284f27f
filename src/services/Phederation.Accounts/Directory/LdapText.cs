using System.Text;

namespace Phederation.Accounts.Directory;

/// <summary>Puts what a person typed into names and filters, so that it stays a value there.</summary>
public static class LdapText
{
    /// <summary>A value in a filter (RFC 4515).</summary>
    /// <param name="value">Any text.</param>
    public static string EscapeFilter(string value)
    {
        var text = new StringBuilder(value.Length);
        foreach (var b in Encoding.UTF8.GetBytes(value))
        {
            // Everything that is not plainly harmless: also what is beyond ASCII.
            if (char.IsAsciiLetterOrDigit((char)b) || b is (byte)'.' or (byte)'-' or (byte)'_' or (byte)'@' or (byte)' ')
            {
                text.Append((char)b);
            }
            else
            {
                text.Append('\\').Append(b.ToString("x2"));
            }
        }

        return text.ToString();
    }

    /// <summary>A value in a distinguished name (RFC 4514).</summary>
    /// <param name="value">Any text.</param>
    public static string EscapeDn(string value)
    {
        var text = new StringBuilder(value.Length);
        foreach (var b in Encoding.UTF8.GetBytes(value))
        {
            if (char.IsAsciiLetterOrDigit((char)b) || b is (byte)'.' or (byte)'-' or (byte)'_' or (byte)'@')
            {
                text.Append((char)b);
            }
            else
            {
                text.Append('\\').Append(b.ToString("x2"));
            }
        }

        return text.ToString();
    }
}
