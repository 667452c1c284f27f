namespace Phederation.ParserFuzzing.Targets;

/// <summary>One parser of bytes from outside, as it is fuzzed.</summary>
public interface IFuzzTarget
{
    /// <summary>Its name on command lines and of its folders: lower case, digits, hyphens.</summary>
    string Name { get; }

    /// <summary>
    /// Types of the parser. Their assemblies are instrumented, and the constants in their namespaces become tokens for inputs.
    /// </summary>
    IReadOnlyList<Type> Code { get; }

    /// <summary>The longest input that is tried, in bytes. Small inputs run often and explain themselves; at most 1 MiB.</summary>
    int MaximumLength => 4096;

    /// <summary>
    /// Parses one input, and may hold the result to what the parser promises (such as reading what it printed).
    /// </summary>
    /// <exception cref="BrokenPromiseException">The parser took the input, and then did not keep a promise.</exception>
    void Run(byte[] input);

    /// <summary>Whether this is the parser's own way of refusing an input. Every other exception is a fault.</summary>
    bool IsRefusal(Exception exception);
}
