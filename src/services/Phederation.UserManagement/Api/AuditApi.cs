using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Phederation.Accounts.Auditing;
using Phederation.UserManagement.Web;

namespace Phederation.UserManagement.Api;

/// <summary>The audit trail, for programs.</summary>
internal static class AuditApi
{
    public static async Task<Ok<AuditListModel>> ListAsync(HttpRequest request, AuditTrail audit, CancellationToken cancellationToken)
    {
        var page = await audit.ListAsync(
            new AuditFilter(
                request.QueryText("actor"),
                request.QueryText("action"),
                request.QueryText("subject"),
                request.QueryTime("from"),
                request.QueryTime("to")
            ),
            request.Offset(),
            request.QueryNumber("limit", 100, 1, 1000),
            cancellationToken
        );
        return TypedResults.Ok(new AuditListModel(page.Items, page.Total));
    }
}
