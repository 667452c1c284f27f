namespace Phederation.Fuzzing.Scenarios.Shapes;

/// <summary>The forms of search in FHIR that lead to a resource.</summary>
public static class AccessForms
{
    /// <summary>The forms that lead to a resource of a patient's compartment.</summary>
    /// <param name="type">Its type.</param>
    /// <param name="patient">The id of the patient that it belongs to, or what stands for it.</param>
    /// <param name="reference">The search parameter by which it belongs to the patient; null for the patient itself.</param>
    /// <param name="query">Conditions that hold for it and for nothing that the other may see, percent-encoded; may be empty.</param>
    public static IReadOnlyList<AccessForm> Fhir(string type, string patient, string? reference, string query)
    {
        var search = $"search {type}";
        const string form = "application/x-www-form-urlencoded";
        var forms = new List<AccessForm>
        {
            new(search, "GET", $"/{type}?_id={{id}}"),
            new(search, "POST", $"/{type}/_search", form, "_id={id}"),
            new(search, "GET", $"/{type}?_id={{id}}&_summary=count"),
            new(search, "GET", $"/{type}?_id={{id}}&_elements=id"),
            new(search, "GET", $"/{type}?_id={{id}},{{id}}"),
            new("search", "GET", $"/?_type={type}&_id={{id}}"),
            new($"history {type}", "GET", $"/{type}/_history?_count=20"),
            new("history", "GET", "/_history?_count=20"),
            new($"history-instance {type}", "GET", $"/{type}/{{id}}/_history"),
            new("batch", "POST", "", "application/fhir+json", Batch($"{type}/{{id}}", $"{type}?_id={{id}}")),
            new("everything Patient", "GET", $"/Patient/{patient}/$everything"),
            new("search Patient", "GET", $"/Patient?_id={patient}&_revinclude={type}:{reference ?? "link"}"),
        };
        if (query.Length > 0)
        {
            forms.Add(new AccessForm(search, "GET", $"/{type}?{query}"));
            forms.Add(new AccessForm(search, "POST", $"/{type}/_search", form, query));
            forms.Add(new AccessForm(search, "GET", $"/{type}?{query}&_summary=count"));
            forms.Add(new AccessForm(search, "GET", $"/{type}?{query}&_count=0"));
        }

        if (reference is not null)
        {
            forms.Add(new AccessForm(search, "GET", $"/{type}?{reference}=Patient/{patient}&_id={{id}}"));
            forms.Add(new AccessForm(search, "GET", $"/{type}?{reference}:Patient._id={patient}&_id={{id}}"));
            forms.Add(new AccessForm(search, "GET", $"/{type}?_id={{id}}&_include={type}:{reference}"));
            forms.Add(new AccessForm(search, "GET", $"/Patient/{patient}/{type}?_id={{id}}"));
            forms.Add(new AccessForm("search Patient", "GET", $"/Patient?_has:{type}:{reference}:_id={{id}}"));
        }

        return forms;
    }

    private static string Batch(params string[] urls) =>
        $$"""{"resourceType":"Bundle","type":"batch","entry":[{{string.Join(',', urls.Select(url => $$$"""{"request":{"method":"GET","url":"{{{url}}}"}}"""))}}]}""";
}
