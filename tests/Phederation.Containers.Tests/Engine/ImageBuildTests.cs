using System.Collections.Concurrent;
using System.Text;
using Phederation.Containers.Engine;
using Phederation.Containers.Images;
using Phederation.Testing.Containers;

namespace Phederation.Containers.Tests.Engine;

public sealed class ImageBuildTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory(Timeout = 180_000)]
    [InlineData(BuilderVersion.Classic)]
    [InlineData(BuilderVersion.BuildKit)]
    public async Task Build_makes_the_image_and_tells_its_output(BuilderVersion version)
    {
        await using var scope = await EngineScope.OpenAsync(Token);
        var events = new Collector();
        var request = Request(
            scope,
            version,
            "ARG WORD\nCOPY data/file.txt /file.txt\nRUN echo \"built $WORD\"; cat /file.txt\nENV BUILT=yes\nUSER 5:5"
        );
        var id = await scope.Engine.Images.BuildAsync(
            request with
            {
                Arguments = new Dictionary<string, string> { ["WORD"] = $"with & without {scope.Id}" },
            },
            events,
            Token
        );

        var image = (await scope.Engine.Images.InspectAsync(id.ToString(), Token))!;
        Assert.Equal([$"{scope.Id}:one"], image.RepoTags);
        Assert.Contains("BUILT=yes", image.Config.Env);
        Assert.Equal("5:5", image.Config.User);
        Assert.Equal(scope.Id, image.Config.Labels[TestImage.Label]);
        Assert.Contains($"built with & without {scope.Id}", events.Text, StringComparison.Ordinal);
        Assert.Contains("content of the context", events.Text, StringComparison.Ordinal);
    }

    [Fact(Timeout = 180_000)]
    public async Task BuildKit_build_names_its_steps_and_tells_what_came_from_the_cache()
    {
        await using var scope = await EngineScope.OpenAsync(Token);
        var events = new Collector();
        var request = Request(scope, BuilderVersion.BuildKit, $"RUN echo out; echo err >&2; : {scope.Id}");
        await scope.Engine.Images.BuildAsync(request, events, Token);
        Assert.Contains(events.All, e => e.Kind == BuildEventKind.StepStarted && e.Step.Contains("RUN echo out", StringComparison.Ordinal));
        Assert.Contains(
            events.All,
            e => e.Kind == BuildEventKind.StepCompleted && e.Step.Contains("RUN echo out", StringComparison.Ordinal)
        );
        Assert.Contains(
            events.All,
            e => e is { Kind: BuildEventKind.Output, Text: "out\n" } && e.Step.Contains("RUN", StringComparison.Ordinal)
        );
        Assert.Contains(events.All, e => e is { Kind: BuildEventKind.ErrorOutput, Text: "err\n" });

        var again = new Collector();
        await scope.Engine.Images.BuildAsync(request, again, Token);
        Assert.Contains(again.All, e => e.Kind == BuildEventKind.StepCached && e.Step.Contains("RUN echo out", StringComparison.Ordinal));
    }

    [Theory(Timeout = 180_000)]
    [InlineData(BuilderVersion.Classic)]
    [InlineData(BuilderVersion.BuildKit)]
    public async Task Failing_step_is_an_error_with_its_last_output(BuilderVersion version)
    {
        await using var scope = await EngineScope.OpenAsync(Token);
        var request = Request(scope, version, "RUN echo the reason is here >&2; exit 9");
        var failure = await Assert.ThrowsAsync<EngineException>(() => scope.Engine.Images.BuildAsync(request, null, Token));
        Assert.Contains("the reason is here", failure.Message, StringComparison.Ordinal);
        Assert.Contains("9", failure.EngineMessage, StringComparison.Ordinal);
        Assert.Contains($"build {scope.Id}:one", failure.Message, StringComparison.Ordinal);
        Assert.Null(await scope.Engine.Images.InspectAsync($"{scope.Id}:one", Token));
    }

    [Theory(Timeout = 180_000)]
    [InlineData(BuilderVersion.Classic)]
    [InlineData(BuilderVersion.BuildKit)]
    public async Task Full_disk_in_a_step_is_told_as_such(BuilderVersion version)
    {
        await using var scope = await EngineScope.OpenAsync(Token);
        var request = Request(scope, version, "RUN echo 'write error: No space left on device' >&2; exit 1");
        var failure = await Assert.ThrowsAsync<EngineException>(() => scope.Engine.Images.BuildAsync(request, null, Token));
        Assert.Equal(EngineErrorKind.NoSpace, failure.Kind);
    }

    [Theory(Timeout = 180_000)]
    [InlineData(BuilderVersion.Classic)]
    [InlineData(BuilderVersion.BuildKit)]
    public async Task Malformed_Dockerfile_is_refused_with_the_engines_words(BuilderVersion version)
    {
        await using var scope = await EngineScope.OpenAsync(Token);
        var request = Request(scope, version, "FETCH nothing");
        var failure = await Assert.ThrowsAsync<EngineException>(() => scope.Engine.Images.BuildAsync(request, null, Token));
        Assert.Contains("FETCH", failure.Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = 180_000)]
    public async Task Cancelling_ends_the_build()
    {
        await using var scope = await EngineScope.OpenAsync(Token);
        var request = Request(scope, BuilderVersion.BuildKit, $"RUN echo started {scope.Id}; sleep 120");
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var clock = System.Diagnostics.Stopwatch.StartNew();
        var progress = new Collector(e =>
        {
            if (e.Kind == BuildEventKind.Output)
            {
                cancellation.Cancel();
            }
        });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            scope.Engine.Images.BuildAsync(request, progress, cancellation.Token)
        );
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(60));
    }

    private static EngineBuildRequest Request(EngineScope scope, BuilderVersion version, string steps)
    {
        var context = new LayerBuilder(DateTimeOffset.UnixEpoch)
            .AddFile("Dockerfile", Encoding.UTF8.GetBytes($"FROM {TestImage.Reference}\n{steps}\n"))
            .AddFile("data/file.txt", "content of the context\n"u8.ToArray());
        return new EngineBuildRequest
        {
            WriteContext = context.WriteAsync,
            Version = version,
            Tags = [$"{scope.Id}:one"],
            Labels = scope.Labels,
        };
    }

    private sealed class Collector(Action<BuildEvent>? then = null) : IProgress<BuildEvent>
    {
        private readonly ConcurrentQueue<BuildEvent> _all = new();

        public IReadOnlyCollection<BuildEvent> All => _all;

        public string Text => string.Concat(_all.Select(e => e.Text));

        public void Report(BuildEvent value)
        {
            _all.Enqueue(value);
            then?.Invoke(value);
        }
    }
}
