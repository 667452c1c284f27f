using System.Globalization;
using Phederation.Testing.Browser;

namespace Phederation.Images.Tests.Proxy;

public sealed class LandingPageTests(SharedProxySite shared)
{
    private const int Tab = 9;
    private const int Enter = 13;

    /// <summary>WCAG 2.1, success criterion 1.4.3.</summary>
    private const double LeastContrast = 4.5;

    /// <summary>Of each text: the colour, and the colour of the nearest ancestor that paints one.</summary>
    private const string Colours = """
        [...document.querySelectorAll('h1, p, a')].map(element => {
          let painted = element;
          while (getComputedStyle(painted).backgroundColor === 'rgba(0, 0, 0, 0)') painted = painted.parentElement;
          return getComputedStyle(element).color + ';' + getComputedStyle(painted).backgroundColor;
        }).join('\n')
        """;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory(Timeout = 300_000)]
    [InlineData("light")]
    [InlineData("dark")]
    public async Task Page_can_be_read_in_either_scheme(string scheme)
    {
        var site = await shared.GetAsync(Cancellation);
        await using var browser = await Chromium.StartAsync(Cancellation);
        await browser.PreferAsync(scheme, Cancellation);
        await browser.OpenAsync($"https://localhost:{site.Port}/", Cancellation);

        var pairs = (await browser.EvaluateAsync(Colours, Cancellation)).Split('\n').Select(line => line.Split(';')).ToList();
        Assert.Equal(1 + 6 + 5, pairs.Count);
        Assert.All(pairs, pair => Assert.True(Contrast(pair[0], pair[1]) >= LeastContrast, $"{scheme}: {pair[0]} on {pair[1]}"));
        Assert.Equal(scheme == "dark", Luminance(pairs[0][0]) > Luminance(pairs[0][1]));
        var picture = await browser.PictureAsync(Cancellation);
        TestContext.Current.AddAttachment($"landing-{scheme}.png", picture, "image/png");
    }

    [Fact(Timeout = 300_000)]
    public async Task Every_part_is_reached_by_keyboard_with_its_focus_in_sight()
    {
        var site = await shared.GetAsync(Cancellation);
        await using var browser = await Chromium.StartAsync(Cancellation);
        await browser.OpenAsync($"https://localhost:{site.Port}/", Cancellation);

        Assert.Equal("en", await browser.EvaluateAsync("document.documentElement.lang", Cancellation));
        Assert.Equal("0", await browser.EvaluateAsync("document.scripts.length", Cancellation));
        var reached = new List<string>();
        for (var press = 0; press < 5; press++)
        {
            await browser.PressAsync("Tab", Tab, Cancellation);
            reached.Add(await browser.EvaluateAsync("new URL(document.activeElement.href).pathname", Cancellation));
            Assert.Equal("solid 3px", await browser.EvaluateAsync(Outline, Cancellation));
        }

        Assert.Equal(["/atlas/", "/zeppelin/", "/user-mgmt/", "/fhir/metadata", "/WebAPI/info"], reached);
        await browser.PressAsync("Enter", Enter, Cancellation);
        await browser.ArriveAsync("location.pathname === '/WebAPI/info'", Cancellation);
        Assert.Contains("part webapi", await browser.EvaluateAsync("document.body.innerText", Cancellation), StringComparison.Ordinal);
    }

    private static string Outline =>
        "getComputedStyle(document.activeElement).outlineStyle + ' ' + getComputedStyle(document.activeElement).outlineWidth";

    private static double Contrast(string text, string background)
    {
        var (one, other) = (Luminance(text), Luminance(background));
        return (Math.Max(one, other) + 0.05) / (Math.Min(one, other) + 0.05);
    }

    /// <summary>The relative luminance of "rgb(1, 2, 3)" (WCAG 2.1).</summary>
    private static double Luminance(string colour)
    {
        var parts = colour[(colour.IndexOf('(', StringComparison.Ordinal) + 1)..^1]
            .Split(',')
            .Select(part => double.Parse(part, CultureInfo.InvariantCulture) / 255)
            .Select(part => part <= 0.04045 ? part / 12.92 : Math.Pow((part + 0.055) / 1.055, 2.4))
            .ToArray();
        return (0.2126 * parts[0]) + (0.7152 * parts[1]) + (0.0722 * parts[2]);
    }
}
