using Phederation.Services.Hosting.Pages;
using Phederation.WebApi.Atlas.Pages;

namespace Phederation.WebApi.Atlas;

/// <summary>All pages below /atlas.</summary>
internal static class AtlasRoutes
{
    /// <summary>Where they are.</summary>
    public const string Prefix = "/atlas";

    /// <summary>Maps them.</summary>
    public static void Map(IEndpointRouteBuilder routes, bool isSecure)
    {
        routes.MapEmbeddedFiles("/atlas/assets", typeof(AtlasRoutes).Assembly, "assets/");
        routes.MapGet("/", Home).ExcludeFromDescription();
        var group = routes.MapGroup(Prefix);
        group.ExcludeFromDescription();
        group.DisableAntiforgery();
        HomePage.Map(group);
        SearchPage.Map(group);
        ConceptPage.Map(group);
        ConceptSetListPage.Map(group);
        ConceptSetPage.Map(group);
        CohortListPage.Map(group);
        CohortPage.Map(group);
        CohortEditPage.Map(group);
        ReportPage.Map(group);
        if (isSecure)
        {
            SignInPage.Map(group);
        }
    }

    private static Microsoft.AspNetCore.Http.HttpResults.RedirectHttpResult Home() => TypedResults.Redirect("/atlas/");
}
