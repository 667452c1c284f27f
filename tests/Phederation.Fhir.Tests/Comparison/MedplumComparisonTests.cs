using System.Text.RegularExpressions;
using Phederation.Fhir.Tests.Support;
using Phederation.Testing.Services;
using Phederation.Text;

namespace Phederation.Fhir.Tests.Comparison;

/// <summary>
/// The same requests to ours and to an implementation by others. Where the answers differ, differences.toml says what the specification has to say
/// about it; a difference that is not explained there fails, and so does an explanation of what doesn't differ any more.
/// </summary>
public sealed class MedplumComparisonTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void Requests_are_many_and_named_once_each()
    {
        Assert.True(Exchanges.All.Count >= 200, $"{Exchanges.All.Count} requests");
        Assert.Equal(Exchanges.All.Count, Exchanges.All.Select(one => one.Name).Distinct().Count());
    }

    [Fact]
    public async Task Answers_are_those_of_another_implementation_or_the_specification_says_why_not()
    {
        await using var medplum = await MedplumServer.StartAsync(Cancellation);
        await using var database = await SiteDatabase.StartAsync(Cancellation);
        var variables = database.Variables();
        variables["PHEDERATION_FHIR_AUTHENTICATION"] = "off";
        await using var service = await ServiceProcess.StartAsync("fhir-server", variables, Cancellation);
        var ours = new ComparedServer(new FhirClient(service.Client, null));
        var theirs = new ComparedServer(medplum.Client);
        var explanations = Explanation.Load(Path.Combine(AppContext.BaseDirectory, "Comparison", "differences.toml"));
        var unexplained = new List<string>();
        foreach (var exchange in Exchanges.All)
        {
            var differences = Comparand.Differences(await ours.AskAsync(exchange), await theirs.AskAsync(exchange)).ToList();
            unexplained.AddRange(
                differences
                    .Where(difference => !explanations.Any(one => one.Explains(exchange.Name, difference)))
                    .Select(difference => $"{exchange.Name}: {difference}")
            );
        }

        Assert.True(unexplained.Count == 0, $"{unexplained.Count} not explained:\n{string.Join('\n', unexplained)}");
        Assert.Empty(explanations.Where(one => !one.IsUsed).Select(one => one.Requests));
    }
}
