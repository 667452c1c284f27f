using System.Net;
using System.Net.Sockets;
using System.Text;
using Phederation.Testing.Containers;

namespace Phederation.Images.Tests.Tomcat;

public sealed class TomcatServingTests(RunningPayload running) : IClassFixture<RunningPayload>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private TomcatSite Site => running.Site;

    [Fact(Timeout = 300_000)]
    public async Task Application_counts_the_persons_of_the_database()
    {
        await Site.ExecuteAsync(
            "INSERT INTO omopcdm.person (person_id, gender_concept_id, year_of_birth, race_concept_id, ethnicity_concept_id) "
                + "SELECT g, 8507, 1950, 0, 0 FROM generate_series(1, 17) g ON CONFLICT DO NOTHING",
            Cancellation
        );

        Assert.Equal("17 persons", await Site.Http.GetStringAsync("/payload/do/persons", Cancellation));
    }

    [Fact(Timeout = 300_000)]
    public async Task Status_names_the_tables_of_the_database()
    {
        var status = await Site.Http.GetStringAsync("/-/status", Cancellation);

        Assert.Equal("{\"database\":\"up\",\"tables\":39,\"cdmVersion\":null}", status.Trim());
    }

    [Fact(Timeout = 300_000)]
    public async Task Application_has_sessions_uploads_static_files_and_its_temporary_folder()
    {
        Assert.Equal("visit 1", await Site.Http.GetStringAsync("/payload/do/session", Cancellation));
        Assert.Equal("visit 2", await Site.Http.GetStringAsync("/payload/do/session", Cancellation));
        Assert.Contains("<title>Payload</title>", await Site.Http.GetStringAsync("/payload/", Cancellation), StringComparison.Ordinal);

        using var form = new MultipartFormDataContent { { new ByteArrayContent(new byte[300_000]), "file", "x.bin" } };
        using var uploaded = await Site.Http.PostAsync("/payload/do/upload", form, Cancellation);
        Assert.Equal("part of 300000", await uploaded.Content.ReadAsStringAsync(Cancellation));
        Assert.Equal("done", await Site.Http.GetStringAsync("/payload/do/write-temporary", Cancellation));
    }

    [Fact(Timeout = 300_000)]
    public async Task Application_trusts_the_authorities_of_the_distribution()
    {
        var answer = await Site.Http.GetStringAsync("/payload/do/trust", Cancellation);

        var bundle = await File.ReadAllTextAsync("/etc/ssl/certs/ca-certificates.crt", Cancellation);
        Assert.InRange(int.Parse(answer.Split(' ')[0]), 100, 2 * (bundle.Split("BEGIN CERTIFICATE").Length - 1));
    }

    [Fact(Timeout = 300_000)]
    public async Task Application_can_neither_start_a_program_nor_change_the_image()
    {
        Assert.Equal("IOException", await Site.Http.GetStringAsync("/payload/do/program", Cancellation));
        Assert.Equal("FileSystemException", await Site.Http.GetStringAsync("/payload/do/write-image", Cancellation));
    }

    [Fact(Timeout = 300_000)]
    public async Task Failure_of_an_application_tells_the_caller_nothing()
    {
        using var answer = await Site.Http.GetAsync("/payload/do/fail", Cancellation);

        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        var text = answer + await answer.Content.ReadAsStringAsync(Cancellation);
        foreach (var inside in new[] { "4711", "IllegalState", "org.phederation", "\tat ", "Tomcat", "Apache", "10.1" })
        {
            Assert.DoesNotContain(inside, text, StringComparison.Ordinal);
        }
    }

    [Theory(Timeout = 300_000)]
    [InlineData("GET /../../etc/passwd HTTP/1.1\r\nHost: x\r\n\r\n", "400")]
    [InlineData("GET /payload/%2e%2e/%2e%2e/etc/passwd HTTP/1.1\r\nHost: x\r\n\r\n", "400")]
    [InlineData("GET /payload/..%2f..%2fetc/passwd HTTP/1.1\r\nHost: x\r\n\r\n", "400")]
    [InlineData("GET /payload/WEB-INF/web.xml HTTP/1.1\r\nHost: x\r\n\r\n", "404")]
    [InlineData("GET / HTTP/1.1\r\n\r\n", "400")]
    [InlineData("GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", "400")]
    [InlineData("GET / HTTP/1.1\r\nHost: x\r\nBad Header: y\r\n\r\n", "400")]
    [InlineData("GET / HTTP/7.3\r\nHost: x\r\n\r\n", "505")]
    [InlineData("POST /payload/do/body HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n", "400")]
    [InlineData("POST /payload/do/body HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello", "400")]
    [InlineData("POST /payload/do/body HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", "400")]
    [InlineData("POST /payload/do/body HTTP/1.1\r\nHost: x\r\nContent-Length: 33554433\r\n\r\n", "413")]
    [InlineData("TRACE /-/status HTTP/1.1\r\nHost: x\r\n\r\n", "405")]
    [InlineData("PUT /payload/x.txt HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\n\r\nx", "405")]
    [InlineData("DELETE /payload/index.html HTTP/1.1\r\nHost: x\r\n\r\n", "405")]
    [InlineData("GET /manager/html HTTP/1.1\r\nHost: x\r\n\r\n", "404")]
    [InlineData("no words at all\r\n\r\n", "400")]
    public async Task Malformed_or_forbidden_request_gets_a_short_answer(string request, string status)
    {
        var answer = await SendAsync(Encoding.ASCII.GetBytes(request));

        Assert.StartsWith($"HTTP/1.1 {status} ", answer, StringComparison.Ordinal);
        foreach (var inside in new[] { "Server:", "Tomcat", "Apache", "\tat ", "Exception", "root:x" })
        {
            Assert.DoesNotContain(inside, answer, StringComparison.Ordinal);
        }
    }

    [Fact(Timeout = 300_000)]
    public async Task Header_and_body_without_an_end_are_cut_off()
    {
        var header = await SendAsync(Encoding.ASCII.GetBytes($"GET / HTTP/1.1\r\nHost: x\r\nX: {new string('a', 20_000)}\r\n\r\n"));
        Assert.StartsWith("HTTP/1.1 400 ", header, StringComparison.Ordinal);

        // In chunks, so that no length is stated beforehand.
        using var within = await PostChunksAsync(megabytes: 8);
        Assert.Equal("body of 8388608", await within.Content.ReadAsStringAsync(Cancellation));
        using var beyond = await PostChunksAsync(megabytes: 40);
        Assert.False(beyond.IsSuccessStatusCode);
    }

    [Fact(Timeout = 300_000)]
    public async Task Access_log_has_neither_queries_nor_addresses()
    {
        (await Site.Http.GetAsync("/payload/do/nothing?person=4711&name=Smith", Cancellation)).Dispose();

        // The line is written after the answer.
        var log = await Site.Engine.Containers.LogWithAsync(Site.Server, "access GET /payload/do/nothing 200 ", Cancellation);

        Assert.DoesNotContain("4711&", log, StringComparison.Ordinal);
        Assert.DoesNotContain("Smith", log, StringComparison.Ordinal);
        Assert.DoesNotContain("/-/health", log, StringComparison.Ordinal);
        var gateway = Site.Address[..Site.Address.LastIndexOf('.')] + ".";
        Assert.DoesNotContain(
            log.Split('\n'),
            line => line.Contains(" access ", StringComparison.Ordinal) && line.Contains(gateway, StringComparison.Ordinal)
        );
    }

    [Fact(Timeout = 300_000)]
    public async Task Process_is_as_the_contract_says()
    {
        var container = await Site.InspectAsync(Site.Server, Cancellation);
        var status = await File.ReadAllTextAsync($"/proc/{container.State.Pid}/status", Cancellation);
        foreach (var set in new[] { "CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb" })
        {
            Assert.Contains($"{set}:\t0000000000000000", status, StringComparison.Ordinal);
        }

        Assert.Contains("NoNewPrivs:\t1", status, StringComparison.Ordinal);
        Assert.Contains("Uid:\t65532\t65532\t65532\t65532", status, StringComparison.Ordinal);
        Assert.True(container.HostConfig.ReadonlyRootfs);

        // No password on the command line or in the environment, and no channel by which a debugger attaches.
        var command = await File.ReadAllTextAsync($"/proc/{container.State.Pid}/cmdline", Cancellation);
        Assert.Equal("/usr/lib/jvm/java-17/bin/java @/usr/lib/phederation/tomcat/tomcat.options", command.TrimEnd('\0').Replace('\0', ' '));
        Assert.DoesNotContain(container.Config.Env ?? [], variable => variable.Contains(TomcatSite.Password, StringComparison.Ordinal));
        Assert.DoesNotContain(TomcatSite.Password, await Site.LogAsync(Cancellation), StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries($"/proc/{container.State.Pid}/root/tmp", "hsperfdata*"));
    }

    private async Task<HttpResponseMessage> PostChunksAsync(int megabytes)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/payload/do/body");
        request.Content = new StreamContent(new MemoryStream(new byte[megabytes << 20]));
        request.Headers.TransferEncodingChunked = true;
        try
        {
            return await Site.Http.SendAsync(request, Cancellation);
        }
        catch (HttpRequestException)
        {
            // Hung up on while sending.
            return new HttpResponseMessage(HttpStatusCode.RequestEntityTooLarge);
        }
    }

    private async Task<string> SendAsync(byte[] request)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(Site.Address, 8080, Cancellation);
        var stream = client.GetStream();
        await stream.WriteAsync(request, Cancellation);
        client.Client.Shutdown(SocketShutdown.Send);
        using var answer = new MemoryStream();
        await stream.CopyToAsync(answer, Cancellation);
        return Encoding.UTF8.GetString(answer.ToArray());
    }
}
