using System.Globalization;
using Phederation.Fuzzing.Journals;
using Phederation.Fuzzing.Oracles;
using Phederation.Hypertext;

namespace Phederation.Fuzzing.Reports;

/// <summary>The report as one page that needs nothing else. Everything in it comes from a service under attack: all of it is text.</summary>
public static class CampaignPage
{
    private const int MostOperations = 3000;

    private const string Style = """

        .filters { display: flex; flex-wrap: wrap; gap: 0.5rem 1rem; margin: 1rem 0; padding: 0.75rem; border: 1px solid var(--line); border-radius: 0.4em; }
        .filters label { white-space: nowrap; }
        .filters input[type=search], .filters select { font: inherit; color: inherit; background: var(--paper); border: 1px solid var(--line); border-radius: 0.3em; padding: 0.15rem 0.4rem; }
        .charts { display: grid; grid-template-columns: repeat(auto-fit, minmax(20rem, 1fr)); gap: 1rem; }
        .chart { margin: 0; }
        .chart figcaption { font-weight: 600; }
        .chart svg { width: 100%; height: auto; font: 11px system-ui, sans-serif; fill: var(--quiet); }
        .grid { stroke: var(--line); fill: none; }
        .line { stroke: var(--good); stroke-width: 1.5; fill: none; }
        .area { fill: var(--good); opacity: 0.12; }
        .estimate { stroke: var(--warn); stroke-dasharray: 4 3; fill: none; }
        .end { text-anchor: end; }
        .critical, .error { color: var(--bad); }
        .warning, .flaky { color: var(--warn); }
        details.fault { border: 1px solid var(--line); border-radius: 0.4em; margin: 0.5rem 0; padding: 0.25rem 0.75rem; }
        details.fault summary { cursor: pointer; overflow-wrap: anywhere; }
        pre { overflow: auto; max-height: 24rem; padding: 0.5rem; background: var(--head); border-radius: 0.3em; font-size: 0.85rem; white-space: pre-wrap; overflow-wrap: anywhere; }
        td.cell { text-align: end; font-variant-numeric: tabular-nums; }
        td.heat1 { background: color-mix(in srgb, var(--good) 12%, transparent); }
        td.heat2 { background: color-mix(in srgb, var(--good) 24%, transparent); }
        td.heat3 { background: color-mix(in srgb, var(--good) 38%, transparent); }
        td.bad1 { background: color-mix(in srgb, var(--bad) 25%, transparent); }
        [hidden] { display: none; }

        """;

    private const string Script = """

        const search = document.getElementById('search'), oracle = document.getElementById('oracle'), count = document.getElementById('count');
        const boxes = [...document.querySelectorAll('.filters input[type=checkbox]')];
        const faults = [...document.querySelectorAll('details.fault')];
        function filter() {
          const words = search.value.toLowerCase().split(/\s+/).filter(word => word);
          const severities = boxes.filter(box => box.checked).map(box => box.value);
          let shown = 0;
          for (const fault of faults) {
            const fits = severities.includes(fault.dataset.severity)
              && (oracle.value === '' || fault.dataset.oracle === oracle.value)
              && words.every(word => fault.dataset.text.includes(word));
            fault.hidden = !fits;
            shown += fits ? 1 : 0;
          }
          count.textContent = shown + ' of ' + faults.length + ' faults';
        }
        [search, oracle, ...boxes].forEach(field => field.addEventListener('input', filter));
        addEventListener('beforeprint', () => faults.forEach(fault => { fault.dataset.was = fault.open ? '1' : ''; fault.open = true; }));
        addEventListener('afterprint', () => faults.forEach(fault => { fault.open = fault.dataset.was === '1'; }));
        filter();

        """;

    /// <summary>The page's bytes.</summary>
    public static byte[] Write(CampaignReport report)
    {
        var journal = report.Journal;
        var body = Html.Of(
            $"""
            <h1>Fuzzing of {journal.Header.Model}</h1>
            <p class="quiet">Seed {(long)journal.Header.Seed}, begun {journal.Header.Started.UtcDateTime.ToString(
                "u",
                CultureInfo.InvariantCulture
            )}, {journal.Header.Tool}</p>
            {Verdict(report)}
            {Facts(report)}
            <div class="charts">
            {CampaignCurve.Draw(journal.Coverage, point => point.Buckets, "Faults found", "faults-curve")}
            {CampaignCurve.Draw(
                journal.Coverage,
                point => point.Features,
                "Kinds of answers (operation, status class, error)",
                "kinds-curve",
                report.Answers.Chao1
            )}
            {CampaignCurve.Draw(
                journal.Coverage,
                point => point.Operations,
                "Operations that succeeded at least once",
                "operations-curve",
                journal.Header.Operations.Count
            )}
            </div>
            <p class="quiet">The dashed lines are the estimate of all kinds (Chao1, which takes requests for independent draws: an indication, no bound) and the number of operations that there are.</p>
            {Faults(report)}
            {Coverage(journal)}
            {OracleTable(report)}
            """
        );
        return ReportPage.Write($"Fuzzing of {journal.Header.Model}", Style, Script + ReportScript.Sorting, body);
    }

    private static Html Verdict(CampaignReport report)
    {
        var bad = report.Journal.Buckets.Count(bucket =>
            bucket.Severity >= FindingSeverity.Error && bucket.Verdict != Buckets.BucketVerdict.Flaky
        );
        return bad > 0
            ? Html.Of($"""<p class="verdict bad">{bad} faults are errors or worse</p>""")
            : Html.Of($"""<p class="verdict good">No fault is an error</p>""");
    }

    private static Html Facts(CampaignReport report)
    {
        var journal = report.Journal;
        return Html.Of(
            $"""
            <p>{journal.ScenarioCount} scenarios, {journal.Requests} requests in {journal.Elapsed.TotalSeconds} s; {journal.Operations.Count(operation =>
                operation.Succeeded
            )} operations succeeded of {journal.Header.Operations.Count}; {report.Answers.Distinct} kinds of answers, estimated in all {report.Answers.Chao1}; a
            further answer is new with a chance of {report.Answers.GoodTuring} (Good-Turing).</p>
            """
        );
    }

    private static Html Faults(CampaignReport report)
    {
        var oracles = report.Faults.Select(fault => fault.Summary.Key.Oracle).Distinct().Order(StringComparer.Ordinal);
        return Html.Of(
            $"""
            <h2>Faults</h2>
            <div class="filters"><label>Search <input type="search" id="search"></label>
            <label>Oracle <select id="oracle"><option value="">all</option>{oracles.Select(oracle => Html.Of($"""<option>{oracle}</option>"""))}</select></label>
            {Enum.GetValues<FindingSeverity>().Reverse().Select(severity =>
                Html.Of($"""<label><input type="checkbox" value="{Word(severity)}" checked> {Word(severity)}</label>""")
            )}
            <span id="count" role="status"></span></div>
            {report.Faults.Select(Fault)}
            {(report.NotShown > 0 ? Html.Of($"""<p class="quiet">{report.NotShown} more, less severe, are in the journal.</p>""") : Html.Empty)}
            """
        );
    }

    private static Html Fault(ReportedFault fault)
    {
        var (summary, severity) = (fault.Summary, Word(fault.Summary.Severity));
        var isFlaky = summary.Verdict == Buckets.BucketVerdict.Flaky;
        return Html.Of(
            $"""
            <details class="fault" id="{fault.Id}" data-severity="{severity}" data-oracle="{summary.Key.Oracle}" data-text="{$"{fault.Id} {summary.Key} {summary.First.Message}".ToLowerInvariant()}">
            <summary><span class="tag {severity}">{severity}</span> {(
                isFlaky ? Html.Of($"""<span class="tag flaky">flaky</span> """) : Html.Empty
            )}<code>{fault.Id}</code> {summary.Key.Oracle}: {summary.Key.Operation} — {Excerpt.Text(summary.First.Message)}</summary>
            <p class="quiet">{fault.Rule}</p>
            <p>{summary.Count} times, first after {summary.FoundAfter} requests, {TextReport.Verdict(fault)}. {Excerpt.Text(
                summary.Key.Detail
            )}</p>
            {Part("Where", Excerpt.Text(string.Join(", ", summary.Places)))}
            {Part("Request", fault.Request is { } request ? Excerpt.Of(request) : "")}
            {Part("Answer", fault.Answer is { } answer ? Excerpt.Of(answer) : "")}
            {Part("Repeat it with curl", fault.Script)}
            </details>
            """
        );
    }

    private static Html Part(string title, string text) =>
        text.Length == 0 ? Html.Empty : Html.Of($"""<h3>{title}</h3><pre>{text}</pre>""");

    private static Html Coverage(CampaignJournal journal)
    {
        var asked = journal.Operations.ToDictionary(operation => operation.Operation);
        var never = journal.Header.Operations.Count(operation => !asked.ContainsKey(operation.Name));
        return Html.Of(
            $"""
            <h2>Operations</h2>
            <div class="scroll"><table class="sortable"><caption>Answers by operation and status class; {never} operations were never asked</caption>
            <thead><tr><th scope="col"><button type="button">Operation</button></th>{new[] { "Requests", "2xx", "3xx", "4xx", "5xx", "none", "Kinds" }.Select(
                title => Html.Of($"""<th scope="col" class="number"><button type="button">{title}</button></th>""")
            )}</tr></thead><tbody>
            {journal.Operations.Take(MostOperations).Select(Row)}
            </tbody></table></div>
            """
        );
    }

    private static Html Row(OperationCoverage operation) =>
        Html.Of(
            $"""
            <tr><th scope="row">{operation.Operation}</th><td class="cell">{operation.Requests}</td>{new[] { 2, 3, 4, 5, 0 }.Select(status =>
                Cell(operation.ByClass[status], operation.Requests, isBad: status is 5 or 0)
            )}<td class="cell">{operation.Features}</td></tr>
            """
        );

    private static Html Cell(long count, long all, bool isBad)
    {
        var heat =
            count == 0 ? ""
            : isBad ? "bad1"
            : count * 10 < all ? "heat1"
            : count * 2 < all ? "heat2"
            : "heat3";
        return Html.Of($"""<td class="cell {heat}">{count}</td>""");
    }

    private static Html OracleTable(CampaignReport report)
    {
        var found = report.Journal.Buckets.GroupBy(bucket => bucket.Key.Oracle).ToDictionary(group => group.Key, group => group.Count());
        return Html.Of(
            $"""
            <h2>Oracles</h2>
            <div class="scroll"><table class="sortable"><caption>What must hold, and how many faults say that it doesn't</caption>
            <thead><tr><th scope="col"><button type="button">Oracle</button></th><th scope="col"><button type="button">Rule</button></th><th scope="col" class="number"><button type="button">Faults</button></th></tr></thead><tbody>
            {report.Journal.Header.Oracles.Select(oracle =>
                Html.Of($"""<tr><th scope="row">{oracle.Name}</th><td>{oracle.Rule}</td><td class="cell">{found.GetValueOrDefault(oracle.Name)}</td></tr>""")
            )}
            </tbody></table></div>
            """
        );
    }

    private static string Word(FindingSeverity severity) => severity.ToString().ToLowerInvariant();
}
