using Phederation.Workloads.Running;

namespace Phederation.Workloads.Tests.Running;

public sealed class CapturedMemberTests
{
    [Theory]
    [InlineData("""{"a":"b"}""", "b")]
    [InlineData("""{"a":1}""", "1")]
    [InlineData("""{"b":1}""", null)]
    [InlineData("[]", null)]
    public void Member_is_its_text(string body, string? text) => Assert.Equal(text, HttpStepExecutor.Member(body, "a"));

    [Theory]
    [InlineData("{")]
    [InlineData("""{"a":"\ud800"}""")]
    public void Answer_that_is_no_text_fails_the_step(string body) =>
        Assert.Throws<StepFailedException>(() => HttpStepExecutor.Member(body, "a"));
}
