using System.Globalization;
using System.Security.Claims;
using Phederation.Accounts.Permissions;

namespace Phederation.WebApi.Security;

/// <summary>Who a request of the secure edition is of.</summary>
/// <param name="Id">The account's number.</param>
/// <param name="Login">Its login.</param>
/// <param name="Name">Its name.</param>
/// <param name="Permissions">What it may do.</param>
internal sealed record CurrentAccount(int Id, string Login, string Name, PermissionSet Permissions)
{
    private static readonly object Key = new();

    /// <summary>The account of a request; null where nobody has signed in.</summary>
    public static CurrentAccount? Of(HttpContext context) =>
        context.Items.TryGetValue(Key, out var account) ? account as CurrentAccount : null;

    /// <summary>Makes a request this account's.</summary>
    public void Take(HttpContext context)
    {
        context.Items[Key] = this;
        context.User = new ClaimsPrincipal(
            new ClaimsIdentity(
                [new Claim(ClaimTypes.NameIdentifier, Id.ToString(CultureInfo.InvariantCulture)), new Claim(ClaimTypes.Name, Login)],
                "Bearer"
            )
        );
    }
}
