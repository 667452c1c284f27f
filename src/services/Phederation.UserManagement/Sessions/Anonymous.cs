namespace Phederation.UserManagement.Sessions;

/// <summary>Marks an endpoint that is for everybody.</summary>
internal sealed class Anonymous
{
    public static Anonymous Mark { get; } = new();
}
