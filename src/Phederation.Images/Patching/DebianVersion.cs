namespace Phederation.Images.Patching;

/// <summary>The order of Debian's versions: epoch, upstream version, revision (Debian policy, 5.6.12).</summary>
internal static class DebianVersion
{
    /// <summary>Compares two versions: below zero when the left one is older.</summary>
    public static int Compare(string left, string right)
    {
        var (leftEpoch, leftUpstream, leftRevision) = Split(left);
        var (rightEpoch, rightUpstream, rightRevision) = Split(right);
        var epoch = CompareNumbers(leftEpoch, rightEpoch);
        var upstream = epoch != 0 ? epoch : ComparePart(leftUpstream, rightUpstream);
        return upstream != 0 ? upstream : ComparePart(leftRevision, rightRevision);
    }

    private static (string Epoch, string Upstream, string Revision) Split(string version)
    {
        var colon = version.IndexOf(':', StringComparison.Ordinal);
        var rest = version[(colon + 1)..];
        var dash = rest.LastIndexOf('-');
        return (colon < 0 ? "" : version[..colon], dash < 0 ? rest : rest[..dash], dash < 0 ? "" : rest[(dash + 1)..]);
    }

    // Parts without digits and numbers take turns.
    private static int ComparePart(string left, string right)
    {
        var (leftAt, rightAt) = (0, 0);
        while (leftAt < left.Length || rightAt < right.Length)
        {
            while (
                (leftAt < left.Length && !char.IsAsciiDigit(left[leftAt])) || (rightAt < right.Length && !char.IsAsciiDigit(right[rightAt]))
            )
            {
                var order = Weight(left, leftAt).CompareTo(Weight(right, rightAt));
                if (order != 0)
                {
                    return order;
                }

                (leftAt, rightAt) = (leftAt + 1, rightAt + 1);
            }

            var numbers = CompareNumbers(Number(left, ref leftAt), Number(right, ref rightAt));
            if (numbers != 0)
            {
                return numbers;
            }
        }

        return 0;
    }

    // '~' comes before the end, the end (and a digit) before letters, letters before everything else.
    private static int Weight(string text, int at) =>
        at >= text.Length || char.IsAsciiDigit(text[at]) ? 0
        : text[at] == '~' ? -1
        : char.IsAsciiLetter(text[at]) ? text[at]
        : text[at] + 256;

    private static string Number(string text, ref int at)
    {
        var start = at;
        while (at < text.Length && char.IsAsciiDigit(text[at]))
        {
            at++;
        }

        return text[start..at];
    }

    // By length and digits: a version may hold numbers that no integer type does.
    private static int CompareNumbers(string left, string right)
    {
        var (leftDigits, rightDigits) = (left.TrimStart('0'), right.TrimStart('0'));
        return leftDigits.Length != rightDigits.Length
            ? leftDigits.Length.CompareTo(rightDigits.Length)
            : string.CompareOrdinal(leftDigits, rightDigits);
    }
}
