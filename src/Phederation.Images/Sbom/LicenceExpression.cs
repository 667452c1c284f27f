using System.Text.RegularExpressions;

namespace Phederation.Images.Sbom;

/// <summary>Tells SPDX licence expressions from texts for people ("SEE LICENSE IN …").</summary>
internal static partial class LicenceExpression
{
    /// <summary>Whether a text has the form of an expression.</summary>
    public static bool IsOne(string text) => text.Length < 2000 && Form().IsMatch(text);

    [GeneratedRegex(@"^\(*[A-Za-z0-9.+-]+\)*( (AND|OR|WITH) \(*[A-Za-z0-9.+-]+\)*)*\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Form();
}
