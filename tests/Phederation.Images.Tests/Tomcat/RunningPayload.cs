namespace Phederation.Images.Tests.Tomcat;

/// <summary>One server with the tests' application, for all tests that only ask it.</summary>
public sealed class RunningPayload : IAsyncLifetime
{
    private PayloadImage? _image;
    private TomcatSite? _site;

    internal TomcatSite Site => _site!;

    public async ValueTask InitializeAsync()
    {
        _image = await PayloadImage.BuildAsync(TestContext.Current.CancellationToken);
        _site = await TomcatSite.RunAsync(_image.Image, TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (_site is not null)
        {
            await _site.DisposeAsync();
        }

        if (_image is not null)
        {
            await _image.DisposeAsync();
        }
    }
}
