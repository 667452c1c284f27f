using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http.HttpResults;
using Phederation.Services.Hosting.Problems;
using Phederation.WebApi.Cohorts.Expressions;
using Phederation.WebApi.Cohorts.Sql;
using Phederation.WebApi.Json;

namespace Phederation.WebApi.Http;

/// <summary>
/// SQL as text, to be run elsewhere: /cohortdefinition/sql and /sqlrender/translate. It is SQL of PostgreSQL with the parameters that Circe's SQL
/// has, such as @cdm_database_schema.
/// </summary>
internal static partial class CohortSqlEndpoints
{
    private const int LongestSql = 8 * 1024 * 1024;

    /// <summary>Maps those that are below no other group.</summary>
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/sqlrender/translate", TranslateAsync);

    /// <summary>The SQL of a definition.</summary>
    public static async Task<Ok<CohortSqlText>> SqlAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var (expression, target) = await RequestJson.ReadAsync(
            request,
            cursor => (ExpressionReader.Read(cursor.AsObject().RequiredMember("expression")), Target(cursor.Member("options"))),
            cancellationToken
        );
        try
        {
            return TypedResults.Ok(new CohortSqlText(CohortSql.Script(expression, target).ToString()));
        }
        catch (CohortDesignException exception)
        {
            throw new ProblemException(Problem.Of(422, exception.Message), exception);
        }
    }

    private static async Task<Ok<TranslatedSql>> TranslateAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var (sql, dialect, parameters) = await RequestJson.ReadAsync(
            request,
            cursor =>
                (
                    cursor.AsObject().Text("SQL", LongestSql) ?? "",
                    cursor.Text("targetdialect", 64) ?? "postgresql",
                    cursor.Member("parameters") is { } given ? Parameters(given.AsObject()) : []
                ),
            cancellationToken
        );
        return dialect == "postgresql"
            ? TypedResults.Ok(
                new TranslatedSql(Parameter().Replace(sql, match => parameters.GetValueOrDefault(match.Groups["name"].Value, match.Value)))
            )
            : throw new ProblemException(422, "SQL is written for postgresql only.");
    }

    private static Dictionary<string, string> Parameters(JsonCursor cursor)
    {
        var names = cursor.Element.EnumerateObject().Select(property => property.Name).Take(101).ToList();
        return names.Count > 100
            ? throw cursor.Error("there are more than 100 parameters.")
            : names.ToDictionary(name => name, name => cursor.Text(name, 1000) ?? "");
    }

    private static CohortSqlTarget Target(JsonCursor? options) =>
        new()
        {
            CdmSchema = Name(options, "cdmSchema") ?? "@cdm_database_schema",
            VocabularySchema = Name(options, "vocabularySchema") ?? Name(options, "cdmSchema") ?? "@vocabulary_database_schema",
            ResultsSchema = Name(options, "resultSchema") ?? "@results_database_schema",
            TargetTable = Name(options, "targetTable") ?? "@target_database_schema.@target_cohort_table",
            CohortId = options?.Integer("cohortId", int.MinValue, int.MaxValue) is { } id ? SqlLiteral.Of(id) : "@target_cohort_id",
            CohortIdField = Name(options, "cohortIdFieldName") ?? "cohort_definition_id",
            Statistics = options?.Boolean("generateStats") ?? false,
        };

    // Whoever runs the text elsewhere must not find more in it than names.
    private static string? Name(JsonCursor? options, string member)
    {
        var cursor = options?.AsObject().Member(member);
        var text = cursor?.AsText(200);
        return text is null || SqlName().IsMatch(text)
            ? text
            : throw cursor!.Error("a name of letters, digits and _ is expected, with . between its parts.");
    }

    [GeneratedRegex("^@?[A-Za-z_][A-Za-z0-9_]*(\\.@?[A-Za-z_][A-Za-z0-9_]*){0,2}$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex SqlName();

    [GeneratedRegex("@(?<name>[A-Za-z_][A-Za-z0-9_]*)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Parameter();
}
