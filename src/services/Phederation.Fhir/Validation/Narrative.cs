using System.Collections.Frozen;

namespace Phederation.Fhir.Validation;

/// <summary>
/// Holds a narrative to what FHIR allows of XHTML: one div, balanced, of harmless elements and without handlers of events. It is shown in
/// browsers: what could run in one is refused, however it is written.
/// </summary>
internal static class Narrative
{
    private const int Deepest = 100;

    private static readonly FrozenSet<string> Allowed = (
        "a abbr acronym b big blockquote br caption cite code col colgroup dd dfn div dl dt em h1 h2 h3 h4 h5 h6 hr i img li ol p pre q "
        + "samp small span strong sub sup table tbody td tfoot th thead tr tt ul var"
    )
        .Split(' ')
        .ToFrozenSet();

    /// <summary>Whether a text may be a narrative's div.</summary>
    public static bool IsAllowed(string text)
    {
        var open = new Stack<string>();
        var rest = text.AsSpan().Trim();
        if (!rest.StartsWith("<div", StringComparison.Ordinal))
        {
            return false;
        }

        while (!rest.IsEmpty)
        {
            var start = rest.IndexOf('<');
            if (start < 0 || (start > 0 && open.Count == 0))
            {
                // Only blanks may follow the div.
                return open.Count == 0 && start < 0 && rest.IsWhiteSpace();
            }

            rest = rest[start..];
            if (rest.StartsWith("<!--", StringComparison.Ordinal))
            {
                var comment = rest.IndexOf("-->", StringComparison.Ordinal);
                if (comment < 0)
                {
                    return false;
                }

                rest = rest[(comment + 3)..];
                continue;
            }

            var end = TagEnd(rest);
            if (end < 0 || !Tag(rest[1..end], open))
            {
                return false;
            }

            rest = rest[(end + 1)..];
            if (open.Count == 0 && !rest.IsWhiteSpace())
            {
                return false;
            }

            if (open.Count == 0)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Where a tag ends: the first &gt; that is in no quoted value.</summary>
    private static int TagEnd(ReadOnlySpan<char> text)
    {
        var quote = '\0';
        for (var at = 0; at < text.Length; at++)
        {
            if (quote != '\0')
            {
                quote = text[at] == quote ? '\0' : quote;
            }
            else if (text[at] is '"' or '\'')
            {
                quote = text[at];
            }
            else if (text[at] == '>')
            {
                return at;
            }
        }

        return -1;
    }

    private static bool Tag(ReadOnlySpan<char> tag, Stack<string> open)
    {
        if (tag is ['/', ..])
        {
            return open.TryPop(out var opened) && tag[1..].TrimEnd().SequenceEqual(opened);
        }

        var closes = tag is [.., '/'];
        tag = closes ? tag[..^1] : tag;
        var space = tag.IndexOfAny(" \t\r\n");
        var name = (space < 0 ? tag : tag[..space]).ToString();
        if (!Allowed.Contains(name) || (space >= 0 && !Attributes(tag[space..])))
        {
            return false;
        }

        if (!closes)
        {
            open.Push(name);
        }

        return open.Count <= Deepest;
    }

    private static bool Attributes(ReadOnlySpan<char> text)
    {
        for (text = text.TrimStart(); !text.IsEmpty; text = text.TrimStart())
        {
            var equals = text.IndexOf('=');
            if (equals < 1)
            {
                return false;
            }

            var name = text[..equals].TrimEnd();
            text = text[(equals + 1)..].TrimStart();
            if (text.IsEmpty || text[0] is not ('"' or '\'') || text[1..].IndexOf(text[0]) is var end && end < 0)
            {
                return false;
            }

            var value = text[1..(end + 1)];
            if (name.StartsWith("on", StringComparison.OrdinalIgnoreCase) || (name is "href" or "src" && IsScript(value)))
            {
                return false;
            }

            text = text[(end + 2)..];
        }

        return true;
    }

    /// <summary>Whether an address runs something; characters given by number are never part of an honest scheme.</summary>
    private static bool IsScript(ReadOnlySpan<char> value)
    {
        var colon = value.IndexOf(':');
        var scheme = colon < 0 ? [] : value[..colon];
        return (value.IndexOf("&#", StringComparison.Ordinal) is >= 0 and < 24)
            || scheme.Contains("script", StringComparison.OrdinalIgnoreCase)
            || (
                scheme.Trim().Equals("data", StringComparison.OrdinalIgnoreCase)
                && !value.Contains("image/", StringComparison.OrdinalIgnoreCase)
            );
    }
}
