namespace Phederation.Fuzzing.Generating.Bytes;

/// <summary>Bytes after mutations.</summary>
/// <param name="Body">The bytes.</param>
/// <param name="Mutations">What was done, in its order.</param>
public sealed record MutatedBytes(byte[] Body, IReadOnlyList<ByteMutation> Mutations);
