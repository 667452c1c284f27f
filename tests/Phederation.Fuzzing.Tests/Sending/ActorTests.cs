using System.Text;
using Phederation.Fuzzing.Exchanges;
using Phederation.Fuzzing.Scenarios;
using Phederation.Fuzzing.Sending;
using Phederation.Fuzzing.Sending.Actors;
using Phederation.Fuzzing.Sending.References;
using Phederation.Fuzzing.Targets;
using Phederation.Testing;
using Phederation.Testing.Fuzzed;
using Phederation.Text;

namespace Phederation.Fuzzing.Tests.Sending;

public sealed class ActorTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact(Timeout = 30_000)]
    public async Task Each_kind_of_actor_shows_its_own_credentials_and_the_anonymous_one_none()
    {
        await using var service = await NotesService.StartAsync();
        var target = new FuzzTarget
        {
            Base = service.Base,
            Actors =
            [
                Load("bearer", "kind = \"bearer\"\ntoken = \"t-123456\""),
                Load("basic", "kind = \"basic\"\nuser = \"aladdin\"\npassword = \"open sesame\""),
                Load("login", Login("open sesame")),
            ],
        };
        await using var runner = await RunnerAsync(target);

        foreach (var actor in new[] { "bearer", "basic", "login", "login", FuzzRequest.Anonymous })
        {
            await SendAsync(runner, $"/{actor}", actor);
        }

        Assert.Equal(
            [
                "GET /base/bearer Bearer t-123456",
                "GET /base/basic Basic YWxhZGRpbjpvcGVuIHNlc2FtZQ==",
                "POST /base/login ",
                "GET /base/login Bearer token-of-the-day",
                "GET /base/login Bearer token-of-the-day",
                "GET /base/anonymous ",
            ],
            service.Seen
        );
    }

    [Fact(Timeout = 30_000)]
    public async Task Login_that_the_target_refuses_is_told_without_the_password()
    {
        await using var service = await NotesService.StartAsync();
        await using var runner = await RunnerAsync(new FuzzTarget { Base = service.Base, Actors = [Load("login", Login("wrong horse"))] });

        var error = await Assert.ThrowsAsync<FuzzException>(() => SendAsync(runner, "/", "login"));

        Assert.Equal(FuzzErrorKind.WrongCredentials, error.Kind);
        Assert.DoesNotContain("horse", error.Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = 30_000)]
    public async Task Credentials_that_an_answer_repeats_are_masked()
    {
        await using var server = new RawServer(
            async (request, stream, token) =>
            {
                var echo = request.Split("\r\n").First(line => line.StartsWith("Authorization:", StringComparison.Ordinal));
                await stream.WriteAsync(
                    Encoding.Latin1.GetBytes($"HTTP/1.1 200 OK\r\nX-Echo: {echo}\r\nContent-Length: {2 * echo.Length}\r\n\r\n{echo}{echo}"),
                    token
                );
            }
        );
        await using var runner = await RunnerAsync(
            new FuzzTarget { Base = server.Address, Actors = [Load("alice", "kind = \"bearer\"\ntoken = \"t-123456\"")] }
        );

        var answer = await SendAsync(runner, "/", "alice");

        Assert.Equal(["alice"], answer.Revealed);
        Assert.Equal("Authorization: Bearer ********", answer.Header("X-Echo"));
        Assert.Equal("Authorization: Bearer ********Authorization: Bearer ********", Encoding.Latin1.GetString(answer.Body.Span));
    }

    [Theory]
    [InlineData("kind = \"magic\"", ":1:8: the kind is none")]
    [InlineData("kind = \"bearer\"", "'token' is missing")]
    [InlineData("kind = \"bearer\"\ntoken = \"a\\nb\"", ":2:9: 'token' is empty or has control characters")]
    [InlineData("kind = \"bearer\"\ntoken = \"a\"\nuser = \"b\"", ":3:1: the key 'user' is unknown here")]
    [InlineData("kind = \"login\"\npath = \"login\"\ntoken = \"json:t\"\n[fields]", ":2:8: the path doesn't begin with a slash")]
    [InlineData("kind = \"login\"\npath = \"/login\"\ntoken = \"t\"\n[fields]", ":3:9: the token's place")]
    public void Malformed_file_is_told_with_its_place(string text, string message)
    {
        var error = Assert.Throws<TomlException>(() => Load("alice", text));

        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(UnixFileMode.GroupRead)]
    [InlineData(UnixFileMode.OtherRead)]
    [InlineData(UnixFileMode.GroupWrite)]
    public void File_that_others_may_read_is_refused(UnixFileMode more)
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("there are no modes on Windows");
            return;
        }

        var path = _folder.Write("actor", "kind = \"bearer\"\ntoken = \"t-123456\"");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | more);

        var error = Assert.Throws<FuzzException>(() => ActorFile.Load("alice", path));

        Assert.Equal(FuzzErrorKind.Denied, error.Kind);
        Assert.Contains("chmod 600", error.Mend, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("anonymous")]
    [InlineData("a b")]
    public void Name_that_is_none_is_refused(string name) =>
        Assert.Equal(FuzzErrorKind.Usage, Assert.Throws<FuzzException>(() => ActorFile.Load(name, "x")).Kind);

    private static string Login(string password) =>
        $"kind = \"login\"\npath = \"/login\"\ntoken = \"header:Bearer\"\n[fields]\nlogin = \"aladdin\"\npassword = \"{password}\"\n";

    private static Task<ScenarioRunner> RunnerAsync(FuzzTarget target) =>
        ScenarioRunner.CreateAsync(target, NoControl.Instance, NoControl.Instance, pacer: null, TimeProvider.System, Cancellation);

    private static async Task<FuzzAnswer> SendAsync(ScenarioRunner runner, string path, string actor)
    {
        var request = new FuzzRequest
        {
            Method = "GET",
            Path = path,
            Actor = actor,
        };
        var step = new RequestStep
        {
            Operation = "ask",
            Intent = RequestIntent.Open,
            Request = request,
        };
        var outcome = await runner.RunAsync(
            new Scenario
            {
                Number = 0,
                Kind = "one",
                Steps = [step],
            },
            new RunCaptures(),
            Cancellation
        );
        return outcome.Run.Results[0].Answer!;
    }

    private Actor Load(string name, string text)
    {
        var path = _folder.Write(name, text);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        return ActorFile.Load(name, path);
    }
}
