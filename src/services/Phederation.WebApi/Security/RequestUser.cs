using System.Globalization;
using System.Security.Claims;

namespace Phederation.WebApi.Security;

/// <summary>Who a request is of.</summary>
internal static class RequestUser
{
    /// <summary>The account's number; null is nobody in particular, as everybody is in the standard edition.</summary>
    public static int? Id(HttpContext context) =>
        int.TryParse(context.User.FindFirstValue(ClaimTypes.NameIdentifier), NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            ? id
            : null;
}
