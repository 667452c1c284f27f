using System.Net;
using Phederation.Containers.Engine;
using Phederation.Containers.Engine.Transport;

namespace Phederation.Containers.Tests.Engine;

public sealed class EngineVersionTests
{
    [Theory]
    [InlineData("1.41", "1.41")]
    [InlineData("1.44", "1.44")]
    [InlineData("1.99", "1.47")]
    public void Version_is_the_newest_that_both_speak(string offered, string agreed) =>
        Assert.Equal(Version.Parse(agreed), EngineApiVersion.Negotiate(Answer(offered)));

    [Theory]
    [InlineData("1.40")]
    [InlineData("nonsense")]
    [InlineData(null)]
    public void What_is_no_engine_or_too_old_is_refused(string? offered) =>
        Assert.Equal(EngineErrorKind.Protocol, Assert.Throws<EngineException>(() => EngineApiVersion.Negotiate(Answer(offered))).Kind);

    private static System.Net.Http.Headers.HttpResponseHeaders Answer(string? version)
    {
        var response = new HttpResponseMessage(HttpStatusCode.OK);
        if (version is not null)
        {
            response.Headers.Add("Api-Version", version);
        }

        return response.Headers;
    }
}
