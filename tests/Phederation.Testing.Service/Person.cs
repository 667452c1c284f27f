namespace Phederation.Testing.Service;

/// <summary>What the sample takes and gives back.</summary>
/// <param name="Name">Any text.</param>
/// <param name="Age">In years.</param>
internal sealed record Person(string Name, int Age);
