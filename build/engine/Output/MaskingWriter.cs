using System.Text;

namespace Nuke.Common.Execution;

/// <summary>
/// A writer that replaces secrets, also where they are written in pieces: what may be the beginning of a secret is held back until
/// the rest of it, or anything else, follows.
/// </summary>
internal sealed class MaskingWriter(TextWriter inner, SecretMask secrets) : TextWriter
{
    private readonly Lock _lock = new();
    private string _held = "";

    /// <inheritdoc />
    public override Encoding Encoding => inner.Encoding;

    /// <inheritdoc />
    public override void Write(char value) => Write(value.ToString());

    /// <inheritdoc />
    public override void Write(char[] buffer, int index, int count) => Write(new string(buffer, index, count));

    /// <inheritdoc />
    public override void WriteLine(string? value) => Write(value + CoreNewLine.AsSpan().ToString());

    /// <inheritdoc />
    public override void Write(string? value)
    {
        if (string.IsNullOrEmpty(value))
        {
            return;
        }

        lock (_lock)
        {
            var text = secrets.Apply(_held + value);
            var open = secrets.OpenEnd(text);
            _held = text[^open..];
            inner.Write(text[..^open]);
            inner.Flush();
        }
    }

    /// <inheritdoc />
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            lock (_lock)
            {
                inner.Write(secrets.Apply(_held));
                inner.Flush();
                _held = "";
            }
        }

        base.Dispose(disposing);
    }
}
