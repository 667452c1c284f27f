using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;

namespace Phederation.UserManagement.Web;

/// <summary>Markup. Whatever is put into it becomes text, unless it is markup itself: there is no way to forget it.</summary>
/// <param name="text">The markup.</param>
internal readonly struct Html(string text)
{
    /// <summary>Nothing.</summary>
    public static Html Empty { get; } = new("");

    /// <summary>Makes markup of a template; values are encoded for text and for attributes in double quotes.</summary>
    public static Html Of(Template template) => new(template.ToString());

    /// <summary>Joins pieces.</summary>
    public static Html Join(IEnumerable<Html> pieces) => new(string.Concat(pieces.Select(piece => piece.ToString())));

    /// <inheritdoc />
    public override string ToString() => text ?? "";

    /// <summary>What the compiler makes of a template.</summary>
    [InterpolatedStringHandler]
    internal readonly ref struct Template(int literalLength, int formattedCount)
    {
        private readonly StringBuilder _text = new(literalLength + (formattedCount * 16));

        public void AppendLiteral(string literal) => _text.Append(literal);

        public void AppendFormatted(Html markup) => _text.Append(markup.ToString());

        public void AppendFormatted(IEnumerable<Html> pieces)
        {
            foreach (var piece in pieces)
            {
                _text.Append(piece.ToString());
            }
        }

        public void AppendFormatted(string? value) => _text.Append(HtmlEncoder.Default.Encode(value ?? ""));

        public void AppendFormatted(int value) => _text.Append(value);

        public void AppendFormatted(long value) => _text.Append(value);

        public override string ToString() => _text.ToString();
    }
}
