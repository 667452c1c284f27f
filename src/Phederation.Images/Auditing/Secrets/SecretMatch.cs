namespace Phederation.Images.Auditing.Secrets;

/// <summary>A credential that was found. Its text is not kept: a report is read by more people than the image.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="What">In words: "a token of GitHub".</param>
/// <param name="Line">The line of a text, the first is 1; 0 in binary files.</param>
internal sealed record SecretMatch(SecretKind Kind, string What, int Line = 0);
