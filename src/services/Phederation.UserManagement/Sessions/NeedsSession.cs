namespace Phederation.UserManagement.Sessions;

/// <summary>Marks a page that is for administrators; everything under /api is for them unless it is marked otherwise.</summary>
internal sealed class NeedsSession
{
    public static NeedsSession Mark { get; } = new();
}
