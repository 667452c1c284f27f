namespace Phederation.Fuzzing.Journals;

/// <summary>An operation as a journal names it.</summary>
/// <param name="Name">Its name in the model.</param>
/// <param name="Method">The HTTP method.</param>
/// <param name="Template">The path with its parameters in braces.</param>
public sealed record JournalOperation(string Name, string Method, string Template);
