using System.Text.RegularExpressions;
using Phederation.Processes;

namespace Phederation.Testing.Containers;

/// <summary>A registry of the distribution's package, on a free loopback port, with an own folder; it goes with the test.</summary>
public sealed partial class TestRegistry : IAsyncDisposable
{
    /// <summary>The only user, where passwords are asked for.</summary>
    public const string User = "tester";

    /// <summary>The password of that user.</summary>
    public const string Password = "a test password";

    // bcrypt of the password above: the only form that the registry reads.
    private const string PasswordHash = "$2b$04$.ou6V2KnrrKAI3rP.WiZnenBh6U.Ien65r/cIeFji/8zwRq.is3Sy";

    private readonly TempFolder _folder;
    private readonly ServerProcess _process;

    private TestRegistry(TempFolder folder, ServerProcess process, int port)
    {
        _folder = folder;
        _process = process;
        Host = $"127.0.0.1:{port}";
    }

    /// <summary>"127.0.0.1:PORT", as image references spell it.</summary>
    public string Host { get; }

    /// <summary>The same as an address.</summary>
    public Uri Uri => new($"http://{Host}");

    /// <summary>Where the registry keeps a blob.</summary>
    public string BlobFile(string hex) => _folder[$"data/docker/registry/v2/blobs/sha256/{hex[..2]}/{hex}/data"];

    /// <summary>Starts a registry that anyone may use, or one that asks for <see cref="Password"/>.</summary>
    public static Task<TestRegistry> StartAsync(bool withPassword, CancellationToken cancellationToken) =>
        StartAsync(
            folder =>
                withPassword
                    ? $"auth: {{htpasswd: {{realm: phederation-test, path: {folder.Write("htpasswd", $"{User}:{PasswordHash}\n")}}}}}"
                    : "",
            cancellationToken
        );

    /// <summary>Starts a registry with further lines in its configuration.</summary>
    public static async Task<TestRegistry> StartAsync(Func<TempFolder, string> configure, CancellationToken cancellationToken)
    {
        var program = Requires.Program("docker-registry");
        var folder = new TempFolder();
        var configuration = folder.Write(
            "config.yml",
            $$"""
            version: 0.1
            log:
              level: info
              accesslog: {disabled: true}
            storage:
              filesystem:
                rootdirectory: "{{folder["data"]}}"
              delete: {enabled: true}
            http: {addr: "127.0.0.1:0"}
            {{configure(folder)}}

            """
        );
        var request = new ProcessRequest { Program = program, Arguments = ["serve", configuration] };
        var process = ServerProcess.Start(request, folder["log"]);
        try
        {
            var port = 0;
            await process.WaitUntilReadyAsync(
                async token =>
                {
                    var text = await ReadSharedAsync(folder["log"], token);
                    return ListeningOn().Match(text) is { Success: true } match && int.TryParse(match.Groups["port"].Value, out port);
                },
                TimeSpan.FromSeconds(20),
                cancellationToken
            );
            return new TestRegistry(folder, process, port);
        }
        catch
        {
            await process.DisposeAsync();
            folder.Dispose();
            throw;
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        _folder.Dispose();
    }

    private static async Task<string> ReadSharedAsync(string path, CancellationToken cancellationToken)
    {
        if (!File.Exists(path))
        {
            return "";
        }

        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var reader = new StreamReader(file);
        return await reader.ReadToEndAsync(cancellationToken);
    }

    [GeneratedRegex(@"listening on 127\.0\.0\.1:(?<port>[0-9]+)", RegexOptions.ExplicitCapture)]
    private static partial Regex ListeningOn();
}
