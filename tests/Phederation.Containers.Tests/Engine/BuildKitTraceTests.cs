using FsCheck;
using FsCheck.Fluent;
using Phederation.Containers.Engine;
using Phederation.Containers.Engine.Build;

namespace Phederation.Containers.Tests.Engine;

public sealed class BuildKitTraceTests
{
    [Fact]
    public void Vertexes_and_logs_become_events()
    {
        var trace = new BuildKitTrace();
        var started = Message(1, [.. Text(1, "d1"), .. Text(3, "[1/2] RUN true"), .. Text(5, "")]);
        Assert.Equal([new BuildEvent(BuildEventKind.StepStarted, "[1/2] RUN true", "")], trace.Read(started));
        var log = Message(3, [.. Text(1, "d1"), 3 << 3, 2, .. Text(4, "trouble\n")]);
        Assert.Equal([new BuildEvent(BuildEventKind.ErrorOutput, "[1/2] RUN true", "trouble\n")], trace.Read(log));
        var failed = Message(1, [.. Text(1, "d1"), .. Text(6, ""), .. Text(7, "exit code: 1")]);
        Assert.Equal([new BuildEvent(BuildEventKind.StepFailed, "[1/2] RUN true", "exit code: 1")], trace.Read(failed));
        Assert.Equal("trouble", trace.FailureOutput);
        // The builder repeats what it said.
        Assert.Empty(trace.Read(failed));
    }

    [Fact]
    public void Any_bytes_are_read_or_refused_as_malformed()
    {
        var bytes = Gen.Choose(0, 255).Select(value => (byte)value).ArrayOf();
        var property = Prop.ForAll(
            bytes.ToArbitrary(),
            message =>
            {
                try
                {
                    new BuildKitTrace().Read(message);
                }
                catch (FormatException)
                {
                    // The only error it may give.
                }
            }
        );
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(5000), property);
    }

    private static byte[] Message(int field, byte[] content) => [(byte)((field << 3) | 2), (byte)content.Length, .. content];

    private static byte[] Text(int field, string text) => Message(field, System.Text.Encoding.UTF8.GetBytes(text));
}
