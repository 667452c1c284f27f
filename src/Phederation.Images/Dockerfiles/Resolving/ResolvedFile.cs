namespace Phederation.Images.Dockerfiles.Resolving;

/// <summary>A file that a heredoc of COPY or ADD writes.</summary>
/// <param name="Name">Its name, for a destination that is a folder.</param>
/// <param name="Content">Its content with variables filled in.</param>
public sealed record ResolvedFile(string Name, string Content);
