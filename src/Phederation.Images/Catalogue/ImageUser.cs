namespace Phederation.Images.Catalogue;

/// <summary>The account that an image's process runs as; it is written into <c>/etc/passwd</c> and <c>/etc/group</c>.</summary>
public sealed record ImageUser(string Name, int UserId, int GroupId, string Home);
