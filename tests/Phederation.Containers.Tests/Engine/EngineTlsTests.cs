using System.Text;
using Phederation.Containers.Engine;
using Phederation.Testing;
using Phederation.Testing.Containers;

namespace Phederation.Containers.Tests.Engine;

public sealed class EngineTlsTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = 60_000)]
    public async Task Engine_behind_TLS_does_all_that_a_socket_does()
    {
        await using var scope = await EngineScope.OpenAsync(Token);
        using var folder = new TempFolder();
        await using var proxy = TlsProxy.Start(folder);
        using var engine = EngineClient.Connect(EngineEndpoint.Parse(proxy.Address, folder["client"]));
        Assert.Equal((await scope.Engine.System.InfoAsync(Token)).ID, (await engine.System.InfoAsync(Token)).ID);
        var id = await scope.RunAsync(Token, "/bin/sleep", "600");

        // The end of the input passes TLS too.
        var result = await engine.Containers.ExecAsync(
            id,
            new ExecRequest(["/bin/cat"]) { Input = Encoding.ASCII.GetBytes("over tls") },
            Token
        );
        Assert.Equal((0, "over tls"), (result.ExitCode, result.Output));
        using var files = new TempFolder();
        var archive = await ImageOperationsTests.ArchiveAsync(scope, files);
        await engine.Images.LoadAsync(archive.WriteAsync, Token);
        Assert.NotNull(await scope.Engine.Images.InspectAsync(archive.ImageId.ToString(), Token));
    }

    [Fact(Timeout = 60_000)]
    public async Task Server_of_another_authority_is_refused()
    {
        Requires.Engine();
        using var ours = new TempFolder();
        using var others = new TempFolder();
        await using var proxy = TlsProxy.Start(ours);
        await using var other = TlsProxy.Start(others);
        File.Copy(others["client/ca.pem"], ours["client/ca.pem"], overwrite: true);
        using var engine = EngineClient.Connect(EngineEndpoint.Parse(proxy.Address, ours["client"]));
        var fault = await Assert.ThrowsAsync<EngineException>(() => engine.System.PingAsync(Token));
        Assert.Equal(EngineErrorKind.Unavailable, fault.Kind);
        Assert.Contains("certificate", fault.Message, StringComparison.OrdinalIgnoreCase);
    }

    [Fact(Timeout = 60_000)]
    public async Task Client_of_another_authority_gets_no_answer()
    {
        Requires.Engine();
        using var ours = new TempFolder();
        using var others = new TempFolder();
        await using var proxy = TlsProxy.Start(ours);
        await using var other = TlsProxy.Start(others);
        File.Copy(others["client/cert.pem"], ours["client/cert.pem"], overwrite: true);
        File.Copy(others["client/key.pem"], ours["client/key.pem"], overwrite: true);
        using var engine = EngineClient.Connect(EngineEndpoint.Parse(proxy.Address, ours["client"]));
        var fault = await Assert.ThrowsAsync<EngineException>(() => engine.System.PingAsync(Token));
        Assert.Equal(EngineErrorKind.Unavailable, fault.Kind);
        Assert.Equal(0, proxy.Accepted);
    }

    [Fact(Timeout = 60_000)]
    public async Task Folder_without_certificates_is_told_as_such()
    {
        using var folder = new TempFolder();
        using var engine = EngineClient.Connect(EngineEndpoint.Parse("tcp://127.0.0.1:1", folder.Path));
        var fault = await Assert.ThrowsAsync<EngineException>(() => engine.System.PingAsync(Token));
        // Nothing listens there, and whichever is found first, the text says what to do.
        Assert.Contains(fault.Kind, new[] { EngineErrorKind.InvalidEndpoint, EngineErrorKind.Unavailable });
        await using var proxy = TlsProxy.Start(folder);
        File.WriteAllText(folder["client/key.pem"], "no key");
        using var second = EngineClient.Connect(EngineEndpoint.Parse(proxy.Address, folder["client"]));
        var malformed = await Assert.ThrowsAsync<EngineException>(() => second.System.PingAsync(Token));
        Assert.Equal(EngineErrorKind.InvalidEndpoint, malformed.Kind);
        Assert.Contains("key.pem", malformed.Message, StringComparison.Ordinal);
    }
}
