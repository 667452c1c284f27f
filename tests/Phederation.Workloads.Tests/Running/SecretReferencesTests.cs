using Phederation.Workloads.Running;
using Phederation.Workloads.Steps;

namespace Phederation.Workloads.Tests.Running;

public sealed class SecretReferencesTests
{
    private static readonly Dictionary<string, string> Secrets = new() { ["token"] = "abc$1", ["other_one"] = "xyz" };

    [Fact]
    public void Reference_in_header_and_body_is_replaced_literally()
    {
        var step = Step("headers = { Authorization = \"Bearer ${secret:token}\" }\nbody = \"a=${secret:other_one}&b=${x}\"");

        var filled = SecretReferences.Fill(step, Secrets);

        Assert.Equal(["token", "other_one"], SecretReferences.NamesIn(step));
        Assert.Equal("Bearer abc$1", filled.Headers["Authorization"]);
        Assert.Equal("a=xyz&b=${x}", filled.Body);
    }

    [Fact]
    public void Step_without_a_reference_stays_as_it_is()
    {
        var filled = SecretReferences.Fill(Step("headers = { X-Plain = \"1\" }"), Secrets);

        Assert.Null(filled.Body);
        Assert.Equal("1", filled.Headers["X-Plain"]);
    }

    private static HttpStep Step(string text) =>
        WorkloadText
            .Parse(
                $"""
                schema = 1
                [service]
                port = 80
                [[step]]
                id = "start"
                kind = "start"
                phase = "init"
                [[step]]
                id = "ask"
                kind = "http"
                phase = "serving"
                path = "/"
                {text}
                """
            )
            .Steps.OfType<HttpStep>()
            .Single();
}
