using Spectre.Console;
using Spectre.Console.Rendering;

namespace Nuke.Common.Execution;

/// <summary>Text in one style that is written as it is, without wrapping.</summary>
internal sealed class Segments(string text, Style style) : IRenderable
{
    /// <inheritdoc />
    public Measurement Measure(RenderOptions options, int maxWidth) => new(0, maxWidth);

    /// <inheritdoc />
    public IEnumerable<Segment> Render(RenderOptions options, int maxWidth) => [new Segment(text, style)];
}
