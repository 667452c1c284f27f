using System.Text.Json;
using Phederation.Site.Lifecycle;
using Spectre.Console;

namespace Phederation.Launcher.Output;

/// <summary>Shows a site's status.</summary>
internal static class StatusView
{
    // Narrower, a table would break names and digests over lines.
    private const int WidthOfTable = 125;

    /// <summary>Writes the status as a table or as JSON.</summary>
    public static void Write(Consoles consoles, OutputFormat format, SiteStatus status)
    {
        PolicyPanel.Write(consoles.Error, status.Policy);
        if (format is OutputFormat.Json)
        {
            consoles.Out.Profile.Out.Writer.WriteLine(JsonSerializer.Serialize(status, OutputJson.Default.SiteStatus));
            return;
        }

        if (consoles.Out.Profile.Width >= WidthOfTable)
        {
            consoles.Out.Write(Table(consoles.Out, status));
        }
        else
        {
            WriteLines(consoles.Out, status);
        }

        foreach (var refusal in status.Refusals)
        {
            Consoles.Line(consoles.Out, $"release refused: {refusal}", "red");
        }

        foreach (var service in status.Services)
        {
            foreach (var difference in service.Drift)
            {
                Consoles.Line(consoles.Out, $"{service.Service} differs from the release: {difference}", "red");
            }
        }
    }

    private static void WriteLines(IAnsiConsole console, SiteStatus status)
    {
        foreach (var service in status.Services)
        {
            console.Write(
                new Paragraph()
                    .Append(Plain.Text($"{service.Service}: "))
                    .Append(
                        Plain.Text($"{service.State}, {service.Health}") + "\n",
                        Good(service is { State: "running", Health: "healthy" })
                    )
                    .Append($"  image {Short(service.ImageId)}, profile ")
                    .Append($"{Profile(status, service)}\n", Good(service.IsProfileVerified))
                    .Append($"  ports {Ports(service, ", ")}\n")
                    .Append($"  memory {Memory(service)}, uptime {Uptime(service)}, restarts {service.Restarts}\n")
            );
        }
    }

    private static Table Table(IAnsiConsole console, SiteStatus status)
    {
        var table = new Table { Border = console.Profile.Capabilities.Unicode ? TableBorder.Rounded : TableBorder.Ascii };
        foreach (var column in new[] { "service", "state", "health", "image", "profile", "ports", "memory", "uptime", "restarts" })
        {
            table.AddColumn(column);
        }

        foreach (var service in status.Services)
        {
            table.AddRow(
                new ConsoleText(Plain.Text(service.Service)),
                Coloured(service.State, service.State == "running"),
                Coloured(service.Health, service.Health == "healthy"),
                new ConsoleText(Short(service.ImageId)),
                Coloured(Profile(status, service), service.IsProfileVerified),
                new ConsoleText(Ports(service, "\n")),
                new ConsoleText(Memory(service)),
                new ConsoleText(Uptime(service)),
                new ConsoleText($"{service.Restarts}")
            );
        }

        return table;
    }

    private static string Profile(SiteStatus status, ServiceStatus service) =>
        service.State == "absent" ? "-"
        : service.IsProfileVerified ? "verified"
        : status.Release is null ? "unverified"
        : "DIFFERS";

    private static ConsoleText Coloured(string text, bool isGood) => new ConsoleText(Plain.Text(text), Good(isGood));

    private static Style Good(bool isGood) => Style.Parse(isGood ? "green" : "red");

    private static string Ports(ServiceStatus service, string separator) =>
        service.Ports.Count > 0 ? string.Join(separator, service.Ports) : "-";

    private static string Uptime(ServiceStatus service) =>
        service.UptimeSeconds is { } seconds ? Duration(TimeSpan.FromSeconds(seconds)) : "-";

    private static string Short(string? imageId) =>
        imageId is null ? "-"
        : imageId.LastIndexOf(':') is var colon && imageId.Length > colon + 13 ? imageId.Substring(colon + 1, 12)
        : imageId;

    private static string Memory(ServiceStatus service) =>
        service.MemoryBytes is { } used
            ? service.MemoryLimitBytes is > 0 and { } limit
                ? $"{Mebibytes(used)} of {Mebibytes(limit)} MiB"
                : $"{Mebibytes(used)} MiB"
            : "-";

    private static string Mebibytes(long bytes) => $"{bytes / (1024.0 * 1024.0):0}";

    private static string Duration(TimeSpan time) =>
        time.TotalDays >= 1 ? $"{(int)time.TotalDays} d {time.Hours} h"
        : time.TotalHours >= 1 ? $"{time.Hours} h {time.Minutes} min"
        : time.TotalMinutes >= 1 ? $"{time.Minutes} min {time.Seconds} s"
        : $"{time.Seconds} s";
}
