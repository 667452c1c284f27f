using System.Globalization;
using Phederation.Hypertext;
using Phederation.WebApi.Cohorts.Generation;
using Phederation.WebApi.Sources;

namespace Phederation.WebApi.Atlas;

/// <summary>A generation as a row of a table.</summary>
internal static class GenerationRow
{
    /// <summary>The row of a source.</summary>
    /// <param name="id">The definition.</param>
    /// <param name="source">The source.</param>
    /// <param name="info">Its last generation; null where there is none.</param>
    /// <param name="mayGenerate">Whether whoever looks may start one.</param>
    public static Html Of(int id, Source source, GenerationInfo? info, bool mayGenerate)
    {
        var isRunning = info?.Status is GenerationStatus.PENDING or GenerationStatus.RUNNING;
        var action = (mayGenerate, isRunning) switch
        {
            (true, true) => Form(id, source, "cancel", "Cancel", "second"),
            (true, false) => Form(
                id,
                source,
                "generate",
                info is null ? "Generate" : "Generate again",
                info?.IsValid == true ? "second" : ""
            ),
            _ => Html.Empty,
        };
        var report =
            info?.IsValid == true
                ? Html.Of($"<a class=\"button\" href=\"/atlas/cohorts/{id}/report/{Uri.EscapeDataString(source.Key)}\">Report</a>")
                : Html.Empty;
        return Html.Of(
            $"""
            <tr><th scope="row">{source.Name}</th><td>{State(info)}</td><td class="number">{Count(
                info?.PersonCount
            )}</td><td class="number">{Count(info?.RecordCount)}</td>
            <td>{Layout.Time(info?.StartTime)}</td><td>{Duration(
                info?.ExecutionDuration
            )}</td><td><div class="row end">{report}{action}</div></td></tr>
            """
        );
    }

    private static Html State(GenerationInfo? info) =>
        info switch
        {
            null => Html.Of($"<span class=\"badge\">Never</span>"),
            { Status: GenerationStatus.PENDING } => Html.Of($"<span class=\"badge busy\">Waiting</span>"),
            { Status: GenerationStatus.RUNNING } => Html.Of($"<span class=\"badge busy\">Running</span>"),
            { IsCanceled: true } => Html.Of($"<span class=\"badge\">Cancelled</span>"),
            { IsValid: true } => Html.Of($"<span class=\"badge good\">Complete</span>"),
            _ => Html.Of($"<span class=\"badge bad\">Failed</span><span class=\"hint\"> {info.FailMessage}</span>"),
        };

    private static Html Form(int id, Source source, string action, string text, string style) =>
        Html.Of(
            $"<form method=\"post\" action=\"/atlas/cohorts/{id}/{action}\"><input type=\"hidden\" name=\"source\" value=\"{source.Key}\"><button class=\"button {style}\">{text}<span class=\"hidden\"> on {source.Name}</span></button></form>"
        );

    private static string Count(long? value) => value is { } count ? Layout.Number(count) : "–";

    private static string Duration(int? milliseconds) =>
        milliseconds switch
        {
            null => "–",
            < 10_000 => string.Create(CultureInfo.InvariantCulture, $"{milliseconds / 1000.0:0.0} s"),
            < 120_000 => string.Create(CultureInfo.InvariantCulture, $"{milliseconds / 1000} s"),
            _ => string.Create(CultureInfo.InvariantCulture, $"{milliseconds / 60_000} min"),
        };
}
