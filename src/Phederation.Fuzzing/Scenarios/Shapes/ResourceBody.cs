namespace Phederation.Fuzzing.Scenarios.Shapes;

/// <summary>A body and what is known of it.</summary>
/// <param name="Bytes">The bytes; JSON, unless it is to be refused for not being that.</param>
/// <param name="Intent">What the target owes it.</param>
/// <param name="Fault">With <see cref="RequestIntent.Invalid"/>, what is wrong with it.</param>
public sealed record ResourceBody(ReadOnlyMemory<byte> Bytes, RequestIntent Intent = RequestIntent.Valid, string? Fault = null)
{
    /// <summary>A body of a text.</summary>
    public ResourceBody(string text, RequestIntent intent = RequestIntent.Valid, string? fault = null)
        : this(System.Text.Encoding.UTF8.GetBytes(text), intent, fault) { }
}
