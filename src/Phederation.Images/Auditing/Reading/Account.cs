namespace Phederation.Images.Auditing.Reading;

/// <summary>A line of /etc/passwd; a number that is none is -1.</summary>
internal sealed record Account(string Name, string Password, long UserId, long GroupId, string Shell, int Line);
