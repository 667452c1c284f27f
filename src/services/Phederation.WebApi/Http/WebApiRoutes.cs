namespace Phederation.WebApi.Http;

/// <summary>All addresses below /WebAPI.</summary>
internal static class WebApiRoutes
{
    /// <summary>Where they are; OHDSI/WebAPI is served there.</summary>
    public const string Prefix = "/WebAPI";

    /// <summary>Maps them.</summary>
    public static void Map(IEndpointRouteBuilder routes, bool isSecure)
    {
        var group = routes.MapGroup(Prefix);
        InfoEndpoints.Map(group);
        SourceEndpoints.Map(group);
        VocabularyEndpoints.Map(group);
        ConceptSetEndpoints.Map(group);
        CohortDefinitionEndpoints.Map(group);
        GenerationEndpoints.Map(group);
        CohortSqlEndpoints.Map(group);
        JobEndpoints.Map(group);
        UserEndpoints.Map(group, isSecure);
    }
}
