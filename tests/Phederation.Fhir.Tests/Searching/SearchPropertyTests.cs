using Phederation.Fhir.Tests.Support;
using Phederation.FhirModel;

namespace Phederation.Fhir.Tests.Searching;

public sealed class SearchPropertyTests(FhirSite site)
{
    private const int Requests = 600;

    private static readonly string[] Modifiers =
    [
        "",
        "",
        "",
        ":missing",
        ":not",
        ":text",
        ":exact",
        ":contains",
        ":below",
        ":above",
        ":identifier",
        ":of-type",
        ":Patient",
        ":nothing",
        ":",
        "::",
    ];

    private static readonly string[] Values =
    [
        "",
        "x",
        "-1",
        "1.5",
        "1e27",
        "1e28",
        "5e-28",
        "gt2020",
        "lt2020-13",
        "ap0001",
        "9999-12-31",
        "2020-01-01T10:00:00+02:00",
        "|",
        "a|",
        "|b",
        "a|b|c",
        "1||x",
        "1|s|c",
        "a$1",
        "x$y$z",
        ",",
        "\\",
        "\u0001",
        "😀",
        "'; DROP TABLE fhir.resource; --",
        "Patient/1",
        "Patient/",
        "http://x/y",
        "#x",
        "true",
        "NaN",
        new string('9', 60),
        new string('a', 3000),
    ];

    private static readonly string[] Controls =
    [
        "_sort",
        "_count",
        "_include",
        "_revinclude",
        "_summary",
        "_elements",
        "_total",
        "_cursor",
        "_type",
        "_id",
        "_lastUpdated",
        "_has:Observation:patient:code",
        "_has:",
        ".",
        ":x",
        "subject.name",
    ];

    [Fact]
    public async Task Every_search_is_answered_or_refused()
    {
        // The same requests in every run.
        var random = new Random(20_260_101);
        for (var number = 0; number < Requests; number++)
        {
            var type = Pick(random, FhirDefinitions.R4.Resources);
            var parameters = FhirDefinitions.R4.Parameters(type).Keys.Order(StringComparer.Ordinal).ToList();
            var name = random.Next(4) == 0 ? Pick(random, Controls) : Pick(random, parameters) + Pick(random, Modifiers);
            var query = $"{type}?{Uri.EscapeDataString(name)}={Uri.EscapeDataString(Pick(random, Values))}";

            var answer = await site.Open.GetAsync(query);

            Assert.True(answer.Status is 200 or 400, $"{query}: {answer.Status} {answer.Text}");
        }
    }

    private static T Pick<T>(Random random, IReadOnlyList<T> from) => from[random.Next(from.Count)];
}
