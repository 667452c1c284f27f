namespace Phederation.Testing.Browser;

/// <summary>Pictures of pages for people to look at.</summary>
public static class Pictures
{
    /// <summary>Takes one, and writes it into the folder that PHEDERATION_PICTURES names, if any.</summary>
    public static async Task TakeAsync(Chromium browser, string name, CancellationToken cancellationToken)
    {
        var picture = await browser.PictureAsync(cancellationToken);
        Assert.True(picture.Length > 1000, $"the picture {name} is empty");
        if (Environment.GetEnvironmentVariable("PHEDERATION_PICTURES") is { Length: > 0 } folder)
        {
            await File.WriteAllBytesAsync(Path.Combine(folder, $"{name}.png"), picture, cancellationToken);
        }
    }
}
