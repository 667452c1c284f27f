using Phederation.Text;

namespace Phederation.Fuzzing.Models.OpenApi.Reading;

/// <summary>What is wrong with a document, where.</summary>
internal static class ApiError
{
    /// <summary>The error to throw.</summary>
    /// <param name="location">Where it is.</param>
    /// <param name="what">What is wrong, without a full stop.</param>
    /// <param name="mend">What can be done about it.</param>
    /// <param name="inner">What it came from.</param>
    public static FuzzException At(SourceLocation location, string what, string mend, Exception? inner = null) =>
        new(FuzzErrorKind.BadInput, $"{location}: {Short(what)}.", mend, inner);

    // What is quoted comes from the document: a line of it is enough, and control characters are none of the terminal's.
    private static string Short(string text)
    {
        var plain = string.Concat(text.Select(c => char.IsControl(c) ? '?' : c));
        return plain.Length > 400 ? plain[..400] + "…" : plain;
    }
}
