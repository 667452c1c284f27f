using System.Net;
using Phederation.Containers.Engine.Models;
using Phederation.Images.Tests.Services;
using Phederation.Testing.Containers;

namespace Phederation.Images.Tests.Notebooks;

public sealed class NotebookServerTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact(Timeout = 600_000)]
    public async Task Visitor_without_the_password_sees_the_login_only_and_nobody_gets_a_terminal()
    {
        await using var server = await RunAsync();

        var (status, _) = await server.SendAsync(HttpMethod.Get, "/tree", Cancellation, token: null);
        Assert.Equal(HttpStatusCode.Found, status);
        var (_, login) = await server.SendAsync(HttpMethod.Get, "/login", Cancellation, token: null);
        Assert.Contains("password", login, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(HttpStatusCode.Forbidden, (await server.SendAsync(HttpMethod.Get, "/api/kernels", Cancellation, token: null)).Status);
        Assert.Equal(
            HttpStatusCode.Forbidden,
            (await server.SendAsync(HttpMethod.Get, "/api/kernels", Cancellation, token: "wrong")).Status
        );
        var rebound = await server.SendAsync(HttpMethod.Get, "/api/kernels", Cancellation, host: "evil.example");
        Assert.Equal(HttpStatusCode.Forbidden, rebound.Status);
        Assert.Equal(HttpStatusCode.NotFound, (await server.SendAsync(HttpMethod.Post, "/api/terminals", Cancellation, "{}")).Status);
        Assert.Equal(HttpStatusCode.OK, (await server.SendAsync(HttpMethod.Get, "/api/kernels", Cancellation)).Status);

        var container = await server.Container.InspectAsync(Cancellation);
        Assert.True(container.HostConfig.ReadonlyRootfs);
        string[] shown =
        [
            await server.Container.LogAsync(Cancellation),
            string.Join('\n', container.Config.Env),
            string.Join('\n', container.Args),
        ];
        Assert.All(shown, text => Assert.DoesNotContain(NotebookServer.Password, text, StringComparison.Ordinal));
    }

    [Fact(Timeout = 600_000)]
    public async Task Kernels_of_both_languages_run_code_and_query_the_database()
    {
        var scope = await EngineScope.OpenAsync(Cancellation);
        await scope.Engine.Networks.CreateAsync(
            new CreateNetworkRequest
            {
                Name = scope.Id,
                Internal = true,
                Labels = scope.Labels,
            },
            Cancellation
        );
        await using var server = await NotebookServer.CreateAsync(scope, scope.Id, Cancellation);
        var passwords = new Dictionary<string, string>
        {
            ["phederation_password"] = NotebookServer.DatabasePassword,
            ["phederation_admin_password"] = "another-password-0123",
        };
        var database = await ServiceContainer.CreateAsync(scope, "postgres", passwords, Cancellation, scope.Id);
        await database.StartAsync(Cancellation);
        await server.Container.StartAsync(Cancellation);

        var python = await server.ExecuteAsync(
            "python3",
            "c = connect().cursor(); c.execute(\"SELECT count(*) FROM pg_tables WHERE schemaname = 'omopcdm'\"); print('tables', c.fetchone()[0])",
            Cancellation
        );
        Assert.Contains("tables 39", python, StringComparison.Ordinal);
        var r = await server.ExecuteAsync(
            "ir",
            "cat('tables', DBI::dbGetQuery(connect(), \"SELECT count(*)::int AS n FROM pg_tables WHERE schemaname = 'omopcdm'\")$n)",
            Cancellation
        );
        Assert.Contains("tables 39", r, StringComparison.Ordinal);
        Assert.Contains("<svg", await server.ExecuteAsync("ir", "plot(1:3)", Cancellation), StringComparison.Ordinal);
        Assert.Contains(
            "FileNotFoundError",
            await server.ExecuteAsync("python3", "import os, subprocess; subprocess.run(['sh'])", Cancellation)
        );
    }

    [Fact(Timeout = 600_000)]
    public async Task Notebook_outlives_a_restart()
    {
        await using var server = await RunAsync();
        const string notebook = """{"type":"notebook","content":{"cells":[],"metadata":{},"nbformat":4,"nbformat_minor":4}}""";
        Assert.Equal(
            HttpStatusCode.Created,
            (await server.SendAsync(HttpMethod.Put, "/api/contents/study.ipynb", Cancellation, notebook)).Status
        );

        await server.Container.Engine.Containers.RestartAsync(server.Container.Id, cancellationToken: Cancellation);
        await server.Container.StartAsync(Cancellation);

        Assert.Equal(HttpStatusCode.OK, (await server.SendAsync(HttpMethod.Get, "/api/contents/study.ipynb", Cancellation)).Status);
    }

    [Fact(Timeout = 600_000)]
    public async Task Missing_password_ends_the_start_with_a_message()
    {
        var scope = await EngineScope.OpenAsync(Cancellation);
        await using var ignored = scope;
        var secrets = new Dictionary<string, string> { ["phederation_password"] = NotebookServer.DatabasePassword };
        var container = await ServiceContainer.CreateAsync(scope, "zeppelin", secrets, Cancellation);

        Assert.Equal(64, await container.RunToEndAsync(Cancellation));

        Assert.Contains("the secret notebook_password is missing", await container.LogAsync(Cancellation), StringComparison.Ordinal);
    }

    private static async Task<NotebookServer> RunAsync()
    {
        var server = await NotebookServer.CreateAsync(await EngineScope.OpenAsync(Cancellation), null, Cancellation);
        await server.Container.StartAsync(Cancellation);
        return server;
    }
}
