using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace Phederation.Hypertext;

/// <summary>Markup. Whatever is put into it becomes text, unless it is markup itself: there is no way to forget it.</summary>
/// <param name="text">The markup.</param>
public readonly struct Html(string text)
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    /// <summary>Nothing.</summary>
    public static Html Empty { get; } = new("");

    /// <summary>Makes markup of a template; values are encoded for text and for attributes in double quotes.</summary>
    /// <param name="template">The template.</param>
    public static Html Of(Template template) => new(template.ToString());

    /// <summary>Joins pieces.</summary>
    /// <param name="pieces">The pieces.</param>
    public static Html Join(IEnumerable<Html> pieces) => new(string.Concat(pieces.Select(piece => piece.ToString())));

    /// <inheritdoc />
    public override string ToString() => text ?? "";

    /// <summary>What the compiler makes of a template.</summary>
    [InterpolatedStringHandler]
    public readonly ref struct Template
    {
        private readonly StringBuilder _text;

        /// <summary>Begins one.</summary>
        /// <param name="literalLength">How long the template's own markup is.</param>
        /// <param name="formattedCount">How many values it has.</param>
        public Template(int literalLength, int formattedCount) => _text = new StringBuilder(literalLength + (formattedCount * 16));

        /// <summary>The template's own markup.</summary>
        public void AppendLiteral(string literal) => _text.Append(literal);

        /// <summary>Markup.</summary>
        public void AppendFormatted(Html markup) => _text.Append(markup.ToString());

        /// <summary>Pieces of markup.</summary>
        public void AppendFormatted(IEnumerable<Html> pieces)
        {
            foreach (var piece in pieces)
            {
                _text.Append(piece.ToString());
            }
        }

        /// <summary>A text.</summary>
        public void AppendFormatted(string? value) => _text.Append(Encoder.Encode(value ?? ""));

        /// <summary>A number.</summary>
        public void AppendFormatted(long value) => _text.Append(value.ToString(CultureInfo.InvariantCulture));

        /// <summary>A number with a fraction, such as a coordinate.</summary>
        public void AppendFormatted(double value) => _text.Append(value.ToString("0.##", CultureInfo.InvariantCulture));

        /// <inheritdoc />
        public override string ToString() => _text.ToString();
    }
}
