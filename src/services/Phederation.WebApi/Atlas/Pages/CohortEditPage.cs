using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Phederation.Hypertext;
using Phederation.Services.Hosting.Json;
using Phederation.Services.Hosting.Problems;
using Phederation.WebApi.Cohorts.Store;
using Phederation.WebApi.Http;
using Phederation.WebApi.Security;

namespace Phederation.WebApi.Atlas.Pages;

/// <summary>Changes a definition's name, description and JSON.</summary>
internal static class CohortEditPage
{
    private static readonly JsonWriterOptions Indented = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly JsonBounds Bounds = new(RequestJson.Largest, Depth: 128);

    /// <summary>Maps it.</summary>
    public static void Map(RouteGroupBuilder group)
    {
        group.MapGet("/cohorts/{id:int}/edit", ShowAsync);
        group.MapPost("/cohorts/{id:int}/edit", SaveAsync);
    }

    /// <summary>A definition's JSON that somebody typed, held to its form.</summary>
    /// <exception cref="ProblemException">400: it is none; the detail says where.</exception>
    public static string Expression(string text)
    {
        using var document = BoundedJson.Parse(Encoding.UTF8.GetBytes(text), Bounds);
        return RequestJson.Read(document.RootElement, CohortInput.Text);
    }

    private static async Task<IResult> ShowAsync(HttpContext context, int id, Access access, CohortDefinitionStore cohorts)
    {
        await access.RequireAsync(context, $"cohortdefinition:{id}:put");
        var cohort = await cohorts.GetAsync(id, context.RequestAborted);
        return Page(context, id, cohort.Item.Name, cohort.Item.Description ?? "", Pretty(cohort.Expression ?? "{}"), error: null);
    }

    private static async Task<IResult> SaveAsync(HttpContext context, int id, Access access, CohortDefinitionStore cohorts)
    {
        await access.RequireAsync(context, $"cohortdefinition:{id}:put");
        var form = await AtlasForm.ReadAsync(context);
        var (description, expression) = (form.Text("description"), form["expression"].ToString());
        try
        {
            var known = await cohorts.GetAsync(id, context.RequestAborted);
            var input = new CohortInput(
                ConceptSetListPage.Name(form),
                description.Length == 0 ? null : description,
                known.ExpressionType,
                Expression(expression)
            );
            await cohorts.UpdateAsync(id, input, RequestUser.Id(context), context.RequestAborted);
            return TypedResults.LocalRedirect($"/atlas/cohorts/{id}");
        }
        catch (ProblemException exception) when (exception.Problem.Status is 400 or 409)
        {
            // What was typed stays: nobody types a definition twice.
            return Page(context, id, form.Text("name"), description, expression, exception.Problem.Detail);
        }
    }

    private static IResult Page(HttpContext context, int id, string name, string description, string expression, string? error)
    {
        var alert = error is null ? Html.Empty : Html.Of($"<p class=\"note bad\" role=\"alert\" id=\"error\">{error}</p>");
        var invalid = new Html(error is null ? "" : " aria-invalid=\"true\" aria-describedby=\"error\"");
        return Layout.Page(
            context,
            $"Edit {name}",
            Html.Of(
                $"""
                <p class="way"><a href="/atlas/cohorts">Cohorts</a> / <a href="/atlas/cohorts/{id}">{name}</a></p>
                <div class="head"><h1>Edit</h1></div>
                {alert}
                <form class="card stack" method="post" action="/atlas/cohorts/{id}/edit">
                <label for="name">Name</label><input id="name" name="name" value="{name}" maxlength="255" required>
                <label for="description">Description</label><textarea id="description" name="description" rows="2" maxlength="10000">{description}</textarea>
                <label for="expression">Definition</label>
                <p class="hint" id="form">JSON in the form of Circe, as Atlas exports it. It is checked when it is saved.</p>
                <textarea id="expression" name="expression" class="code" rows="24" spellcheck="false" required{invalid}>{expression}</textarea>
                <div class="row"><button class="button">Save</button><a class="button second" href="/atlas/cohorts/{id}">Cancel</a></div>
                </form>
                """
            ),
            error is null ? 200 : 400
        );
    }

    private static string Pretty(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = 128 });
            using var content = new MemoryStream();
            using (var writer = new Utf8JsonWriter(content, Indented))
            {
                document.RootElement.WriteTo(writer);
            }

            return Encoding.UTF8.GetString(content.ToArray());
        }
        catch (JsonException)
        {
            return text;
        }
    }
}
