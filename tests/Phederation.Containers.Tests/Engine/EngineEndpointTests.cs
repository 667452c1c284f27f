using Phederation.Containers.Engine;

namespace Phederation.Containers.Tests.Engine;

public sealed class EngineEndpointTests
{
    [Theory]
    [InlineData("unix:///run/docker.sock", EngineEndpointKind.UnixSocket, "/run/docker.sock", 0)]
    [InlineData("tcp://127.0.0.1:2375", EngineEndpointKind.Tcp, "127.0.0.1", 2375)]
    [InlineData("tcp://localhost", EngineEndpointKind.Tcp, "localhost", 2375)]
    [InlineData("tcp://[::1]:2375", EngineEndpointKind.Tcp, "::1", 2375)]
    [InlineData("npipe:////./pipe/docker_engine", EngineEndpointKind.NamedPipe, "docker_engine", 0)]
    public void Endpoint_is_read(string text, EngineEndpointKind kind, string address, int port)
    {
        var endpoint = EngineEndpoint.Parse(text);
        Assert.Equal((kind, address, port), (endpoint.Kind, endpoint.Address, endpoint.Port));
        Assert.Equal(endpoint, EngineEndpoint.Parse(endpoint.ToString()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("unix://relative.sock")]
    [InlineData("http://localhost:2375")]
    [InlineData("tcp://")]
    [InlineData("tcp://host:notaport")]
    [InlineData("tcp://user@localhost:1")]
    [InlineData("tcp://localhost:1/path")]
    [InlineData("npipe:////./pipe/")]
    [InlineData("ssh://host")]
    public void Other_text_is_refused(string text)
    {
        var fault = Assert.Throws<EngineException>(() => EngineEndpoint.Parse(text));
        Assert.Equal(EngineErrorKind.InvalidEndpoint, fault.Kind);
        Assert.Contains($"'{text}'", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_machine_is_reached_with_TLS_only()
    {
        var fault = Assert.Throws<EngineException>(() => EngineEndpoint.Parse("tcp://build.example:2375"));
        Assert.Contains("DOCKER_TLS_VERIFY", fault.Message, StringComparison.Ordinal);
        Assert.Equal(2376, EngineEndpoint.Parse("tcp://build.example", "/certs").Port);
    }

    [Fact]
    public void Environment_is_read_as_docker_reads_it()
    {
        Assert.Equal(EngineEndpoint.Default, From());
        Assert.Equal(EngineEndpoint.Default, From(("DOCKER_HOST", " ")));
        Assert.Equal("/x.sock", From(("DOCKER_HOST", "unix:///x.sock")).Address);
        var home = From(("DOCKER_HOST", "tcp://h:1"), ("DOCKER_TLS_VERIFY", "1"), ("HOME", "/home/me"));
        Assert.Equal(Path.Combine("/home/me", ".docker"), home.TlsFolder);
        var path = From(("DOCKER_HOST", "tcp://h:1"), ("DOCKER_TLS_VERIFY", "1"), ("DOCKER_CERT_PATH", "/certs"));
        Assert.Equal(("/certs", "tcp://h:1"), (path.TlsFolder, path.ToString()));

        static EngineEndpoint From(params (string Name, string Value)[] variables) =>
            EngineEndpoint.FromEnvironment(name => variables.Where(v => v.Name == name).Select(v => v.Value).FirstOrDefault());
    }
}
