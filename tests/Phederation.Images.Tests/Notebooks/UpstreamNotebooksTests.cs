using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Phederation.Images.Building;

namespace Phederation.Images.Tests.Notebooks;

/// <summary>
/// The image of upstream's notebooks, with a small archive and a small server in the place of upstream's: what is ours in it (how the
/// archive gets in, how the server is started and what it finds) can be seen without 1.5 GB from elsewhere.
/// </summary>
public sealed class UpstreamNotebooksTests
{
    private const string Password = "pass:word=$1 ö";

    private const string Server = """
        package org.apache.zeppelin.server;

        import java.net.ServerSocket;
        import java.net.Socket;
        import java.nio.charset.StandardCharsets;

        public final class ZeppelinServer {
            private ZeppelinServer() {}

            public static void main(String[] arguments) throws Exception {
                try (ServerSocket server = new ServerSocket(8080)) {
                    while (true) {
                        try (Socket client = server.accept()) {
                            client.getInputStream().read(new byte[4096]);
                            client.getOutputStream().write("HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                        }
                    }
                }
            }
        }
        """;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact(Timeout = 300_000)]
    public async Task Archive_that_can_not_be_fetched_is_named_with_the_place_to_put_it()
    {
        await using var images = new ImagesCopy();
        images.Change("zeppelin-upstream/image.toml", "https://archive.apache.org/", "https://absent.invalid/");

        var fault = await images.FaultAsync("zeppelin-upstream", Cancellation);

        Assert.Equal(ImageFault.ArtifactAbsent, fault.Fault);
        Assert.Contains("https://absent.invalid/dist/zeppelin/", fault.Message, StringComparison.Ordinal);
        Assert.Contains(Path.Combine(images.CacheFolder, "artifacts"), fault.Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = 300_000)]
    public async Task Server_is_started_with_the_hash_of_the_sites_password_and_without_the_parts_that_are_left_out()
    {
        await using var images = new ImagesCopy();
        var built = await BuildAsync(images);
        await using var notebooks = await HardenedImage.CreateAsync(
            built,
            new Dictionary<string, string> { ["notebook_password"] = Password + "\r\n" },
            Cancellation
        );
        await notebooks.StartAsync(Cancellation);

        var users = await notebooks.ExecAsync(Cancellation, "/bin/bash", "-c", "cat /tmp/conf/shiro.ini; stat -c %a /tmp/conf/shiro.ini");
        var line = users.Output.Split('\n').Single(text => text.StartsWith("zeppelin = ", StringComparison.Ordinal));
        var parts = line["zeppelin = ".Length..^", admin".Length].Split('$');
        Assert.Equal(["", "shiro1", "SHA-256"], parts[..3]);
        Assert.Equal(HashOf(Password, Convert.FromBase64String(parts[4]), int.Parse(parts[3])), parts[5]);
        Assert.EndsWith("600\n", users.Output, StringComparison.Ordinal);

        var files = await notebooks.ExecAsync(Cancellation, "/bin/bash", "-c", "cd /opt/zeppelin; echo *; echo interpreter/*");
        Assert.Equal("LICENSE interpreter\ninterpreter/jdbc\n", files.Output);
        Assert.DoesNotContain(Password, await notebooks.LogAsync(Cancellation), StringComparison.Ordinal);
    }

    [Fact(Timeout = 300_000)]
    public async Task Password_that_is_empty_ends_the_start_with_its_reason()
    {
        await using var images = new ImagesCopy();
        await using var notebooks = await HardenedImage.CreateAsync(
            await BuildAsync(images),
            new Dictionary<string, string> { ["notebook_password"] = "\n" },
            Cancellation
        );

        Assert.Equal(4, await notebooks.RunToEndAsync(Cancellation));
        Assert.Contains("/run/secrets/notebook_password is empty", await notebooks.LogAsync(Cancellation), StringComparison.Ordinal);
    }

    private static async Task<BuiltImage> BuildAsync(ImagesCopy images)
    {
        var archive = Archive();
        var hash = Convert.ToHexStringLower(SHA512.HashData(archive));
        Directory.CreateDirectory(Path.Combine(images.CacheFolder, "artifacts"));
        await File.WriteAllBytesAsync(Path.Combine(images.CacheFolder, "artifacts", hash), archive, Cancellation);
        var definition = await File.ReadAllTextAsync(Path.Combine(images.ImagesFolder, "zeppelin-upstream", "image.toml"), Cancellation);
        var named = definition.Split('\n').Single(line => line.StartsWith("sha512 = ", StringComparison.Ordinal));
        images.Change("zeppelin-upstream/image.toml", named, $"sha512 = \"{hash}\"");
        var source = Path.Combine(images.ImagesFolder, "zeppelin-upstream/java/org/apache/zeppelin/server/ZeppelinServer.java");
        Directory.CreateDirectory(Path.GetDirectoryName(source)!);
        await File.WriteAllTextAsync(source, Server, Cancellation);
        return await images.BuildAsync("zeppelin-upstream", Cancellation);
    }

    private static byte[] Archive()
    {
        using var bytes = new MemoryStream();
        using (var gzip = new GZipStream(bytes, CompressionLevel.Fastest, leaveOpen: true))
        using (var tar = new TarWriter(gzip))
        {
            foreach (
                var name in new[] { "LICENSE", "interpreter/jdbc/a.jar", "interpreter/sh/b.jar", "notebook/c.zpln", "conf/d.template" }
            )
            {
                tar.WriteEntry(
                    new PaxTarEntry(TarEntryType.RegularFile, $"zeppelin-0.11.1-bin-all/{name}") { DataStream = new MemoryStream([1]) }
                );
            }
        }

        return bytes.ToArray();
    }

    /// <summary>As Shiro's documentation has it: the hash of salt and password, and then of itself.</summary>
    private static string HashOf(string password, byte[] salt, int iterations)
    {
        var hash = SHA256.HashData([.. salt, .. Encoding.UTF8.GetBytes(password)]);
        for (var done = 1; done < iterations; done++)
        {
            hash = SHA256.HashData(hash);
        }

        return Convert.ToBase64String(hash);
    }
}
