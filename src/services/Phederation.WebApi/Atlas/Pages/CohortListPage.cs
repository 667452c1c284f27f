using Phederation.Hypertext;
using Phederation.Services.Hosting.Problems;
using Phederation.WebApi.Cohorts.Store;
using Phederation.WebApi.ConceptSets;
using Phederation.WebApi.Data;
using Phederation.WebApi.Security;

namespace Phederation.WebApi.Atlas.Pages;

/// <summary>All cohort definitions, a new one by a few choices, and one from a file.</summary>
internal static class CohortListPage
{
    /// <summary>Maps it.</summary>
    public static void Map(RouteGroupBuilder group)
    {
        group.MapGet("/cohorts", ShowAsync);
        group.MapPost("/cohorts", CreateAsync);
        group.MapPost("/cohorts/import", ImportAsync);
    }

    private static async Task<IResult> ShowAsync(
        HttpContext context,
        Access access,
        CohortDefinitionStore cohorts,
        ConceptSetStore sets,
        int? page
    )
    {
        await access.RequireAsync(context, "cohortdefinition:get");
        var all = await cohorts.ListAsync(context.RequestAborted);
        var number = Math.Clamp(page ?? 1, 1, 1000);
        var shown = all.Skip((number - 1) * Paging.ListSize).Take(Paging.ListSize);
        var rows = shown.Select(cohort =>
            Html.Of(
                $"<tr><th scope=\"row\"><a href=\"/atlas/cohorts/{cohort.Item.Id}\">{cohort.Item.Name}</a></th><td>{cohort.Item.Description}</td><td>{Layout.Time((cohort.Item.ModifiedDate ?? cohort.Item.CreatedDate)?.ToUnixTimeMilliseconds())}</td></tr>"
            )
        );
        var table =
            all.Count == 0
                ? Html.Of($"<p class=\"empty\">There is none yet.</p>")
                : Html.Of(
                    $"<div class=\"scroll\"><table><thead><tr><th scope=\"col\">Name</th><th scope=\"col\">Description</th><th scope=\"col\">Changed</th></tr></thead><tbody>{rows}</tbody></table></div>{Paging.Links(context, number, all.Count > number * Paging.ListSize)}"
                );
        var known = await sets.ListAsync(context.RequestAborted);
        var forms = await access.AllowsAsync(context, "cohortdefinition:post")
            ? Html.Of($"<div>{Form(known)}{Import()}</div>")
            : Html.Empty;
        return Layout.Page(
            context,
            "Cohorts",
            Html.Of(
                $"<div class=\"head\"><h1>Cohorts</h1></div><div class=\"columns\"><section class=\"card\" aria-label=\"Cohorts\">{table}</section>{forms}</div>"
            )
        );
    }

    private static Html Form(List<StoredItem> sets)
    {
        if (sets.Count == 0)
        {
            return Html.Of(
                $"<section class=\"card\"><h2>New cohort</h2><p class=\"empty\">It begins with a concept set: <a href=\"/atlas/concept-sets\">make one first</a>.</p></section>"
            );
        }

        var kinds = SimpleDesign.Kinds.Select(kind => Html.Of($"<option value=\"{kind.Kind}\">{kind.Text}</option>"));
        var options = sets.Take(500).Select(set => Html.Of($"<option value=\"{set.Id}\">{set.Name}</option>"));
        return Html.Of(
            $"""
            <form class="card stack" method="post" action="/atlas/cohorts">
            <h2>New cohort</h2>
            <label for="name">Name</label><input id="name" name="name" maxlength="255" required>
            <label for="kind">People enter with a</label><select id="kind" name="kind">{kinds}</select>
            <label for="set">of the concept set</label><select id="set" name="set">{options}</select>
            <div class="check"><input type="checkbox" id="first" name="first" value="1" checked><label for="first">The first of their history only</label></div>
            <div class="pair">
            <div><label for="prior">Days observed before</label><input id="prior" name="prior" type="number" min="0" max="36500" value="365"></div>
            <div><label for="stay">Days that they stay</label><input id="stay" name="stay" type="number" min="1" max="36500" placeholder="all observed"></div>
            <div><label for="age">Least age, years</label><input id="age" name="age" type="number" min="0" max="120" placeholder="any age"></div>
            <div><label for="gender">Sex</label><select id="gender" name="gender"><option value="">Any</option><option value="8532">Female</option><option value="8507">Male</option></select></div>
            </div>
            <button class="button">Create</button>
            </form>
            """
        );
    }

    private static Html Import() =>
        Html.Of(
            $"""
            <details class="card"><summary>From JSON of another Atlas</summary>
            <form class="stack" method="post" action="/atlas/cohorts/import">
            <label for="import-name">Name</label><input id="import-name" name="name" maxlength="255" required>
            <label for="import">Definition</label><textarea id="import" name="expression" rows="8" class="code" spellcheck="false" required></textarea>
            <button class="button">Import</button></form></details>
            """
        );

    private static async Task<IResult> CreateAsync(
        HttpContext context,
        Access access,
        CohortDefinitionStore cohorts,
        ConceptSetStore sets,
        ConceptSetExpressions expressions
    )
    {
        await access.RequireAsync(context, "cohortdefinition:post");
        var form = await AtlasForm.ReadAsync(context);
        var name = ConceptSetListPage.Name(form);
        var set = form.Number("set", -1, 0, int.MaxValue);
        await access.RequireAsync(context, $"conceptset:{set}:get");
        var kind =
            SimpleDesign.Kinds.FirstOrDefault(kind => kind.Kind == form.Text("kind")).Kind
            ?? throw new ProblemException(400, "kind is none.");
        var design = new SimpleDesign
        {
            Kind = kind,
            SetName = (await sets.GetAsync(set, context.RequestAborted)).Name,
            Set = await expressions.FullAsync(set, sourceKey: null, context.RequestAborted),
            OnlyFirst = form.Text("first") == "1",
            ObservedDays = form.Number("prior", 0, 0, 36_500),
            LeastAge = form.Text("age").Length == 0 ? null : form.Number("age", 0, 0, 120),
            Sex = form.Number("gender", 0, 0, int.MaxValue) is var gender && gender is 8507 or 8532 ? gender : null,
            StayDays = form.Text("stay").Length == 0 ? null : form.Number("stay", 1, 1, 36_500),
        };
        var input = new CohortInput(name, Description: null, "SIMPLE_EXPRESSION", design.Json());
        var made = await cohorts.CreateAsync(input, RequestUser.Id(context), context.RequestAborted);
        return TypedResults.LocalRedirect($"/atlas/cohorts/{made.Item.Id}");
    }

    private static async Task<IResult> ImportAsync(HttpContext context, Access access, CohortDefinitionStore cohorts)
    {
        await access.RequireAsync(context, "cohortdefinition:post");
        var form = await AtlasForm.ReadAsync(context);
        var input = new CohortInput(
            ConceptSetListPage.Name(form),
            Description: null,
            "SIMPLE_EXPRESSION",
            CohortEditPage.Expression(form["expression"].ToString())
        );
        var made = await cohorts.CreateAsync(input, RequestUser.Id(context), context.RequestAborted);
        return TypedResults.LocalRedirect($"/atlas/cohorts/{made.Item.Id}");
    }
}
