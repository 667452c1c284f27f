using System.IO.Compression;
using System.Net;
using System.Security.Cryptography;
using Phederation.Images.Tests.Generating.Java;
using Phederation.Images.Tests.Tomcat;

namespace Phederation.Images.Tests.Upstream;

/// <summary>
/// OHDSI's own WebAPI can't be had here: an application of the same kind stands for it, written for Java EE 8, with the settings that WebAPI's framework
/// looks up and a library in an archive of its own.
/// </summary>
public sealed class WebApiUpstreamTests
{
    private const string Name = "webapi-atlas-upstream";

    private static readonly Dictionary<string, string> Library = new()
    {
        ["javax/servlet/http/HttpServlet.java"] =
            "package javax.servlet.http; public abstract class HttpServlet { protected void doGet(HttpServletRequest a, HttpServletResponse b) throws java.io.IOException { } }",
        ["javax/servlet/http/HttpServletRequest.java"] = "package javax.servlet.http; public interface HttpServletRequest { }",
        ["javax/servlet/http/HttpServletResponse.java"] =
            "package javax.servlet.http; public interface HttpServletResponse { java.io.PrintWriter getWriter() throws java.io.IOException; }",
        ["lib/Words.java"] =
            "package lib; public abstract class Words extends javax.servlet.http.HttpServlet { protected String word(String name) { try { return String.valueOf(new javax.naming.InitialContext().lookup(\"java:comp/env/\" + name)); } catch (javax.naming.NamingException exception) { return exception.toString(); } } }",
        ["app/Info.java"] =
            "package app; public final class Info extends lib.Words { @Override protected void doGet(javax.servlet.http.HttpServletRequest a, javax.servlet.http.HttpServletResponse b) throws java.io.IOException { for (String name : new String[] { \"datasource.url\", \"datasource.username\", \"datasource.password\", \"flyway.datasource.username\", \"flyway.datasource.password\", \"security.provider\" }) b.getWriter().println(name + \"=\" + word(name)); } }",
    };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact(Timeout = 600_000)]
    public async Task Application_for_java_ee_8_runs_with_the_sites_database_and_its_pages_beside_it()
    {
        await using var images = new ImagesCopy();
        await GiveAsync(
            images,
            await WarAsync(),
            Zip(("Atlas-2/index.html", "<title>Atlas</title>"u8.ToArray()), ("Atlas-2/js/config.js", "x"u8.ToArray()))
        );
        var image = await images.BuildAsync(Name, Cancellation);
        await using var site = await TomcatSite.RunAsync(image, Cancellation);

        using var answer = await site.Http.GetAsync("/WebAPI/info", Cancellation);
        Assert.True(answer.IsSuccessStatusCode, await site.LogAsync(Cancellation));
        var info = await answer.Content.ReadAsStringAsync(Cancellation);
        Assert.Contains("datasource.url=jdbc:postgresql://postgres:5432/OHDSI?", info, StringComparison.Ordinal);
        Assert.Contains("datasource.username=phederation\n", info, StringComparison.Ordinal);
        Assert.Contains($"datasource.password={TomcatSite.Password}\n", info, StringComparison.Ordinal);
        Assert.Contains("flyway.datasource.username=phederation_admin\n", info, StringComparison.Ordinal);
        Assert.Contains($"flyway.datasource.password=staple-{TomcatSite.Password}\n", info, StringComparison.Ordinal);
        Assert.Contains("security.provider=DisabledSecurity\n", info, StringComparison.Ordinal);
        Assert.Contains("<title>Atlas</title>", await site.Http.GetStringAsync("/atlas/", Cancellation), StringComparison.Ordinal);
        Assert.Contains("/WebAPI/", await site.Http.GetStringAsync("/atlas/js/config-local.js", Cancellation), StringComparison.Ordinal);
        using var hidden = await site.Http.GetAsync("/WebAPI/WEB-INF/web.xml", Cancellation);
        Assert.Equal(HttpStatusCode.NotFound, hidden.StatusCode);
    }

    [Fact(Timeout = 300_000)]
    public async Task Release_that_nobody_named_is_asked_for()
    {
        await using var images = new ImagesCopy();

        var fault = await images.FaultAsync(Name, Cancellation);

        Assert.Equal(ImageFault.ArtifactAbsent, fault.Fault);
        Assert.Contains($"{Name}/artifacts.toml", fault.Message, StringComparison.Ordinal);
        Assert.Contains("name = \"webapi\"", fault.Message, StringComparison.Ordinal);
    }

    [Theory(Timeout = 300_000)]
    [InlineData("../../outside", "leaves the folder")]
    [InlineData("Atlas-2/link", "neither a file nor a folder")]
    public async Task Zip_that_holds_what_no_application_needs_is_refused(string entry, string message)
    {
        await using var images = new ImagesCopy();
        await GiveAsync(images, await WarAsync(), Zip(("Atlas-2/index.html", "x"u8.ToArray()), (entry, "/etc/passwd"u8.ToArray())));

        var fault = await images.FaultAsync(Name, Cancellation);

        Assert.Equal(ImageFault.MalformedPackage, fault.Fault);
        Assert.Contains(message, fault.Message, StringComparison.Ordinal);
    }

    /// <summary>What the release engineer does: names both, and puts files that can't be fetched into the cache.</summary>
    private static async Task GiveAsync(ImagesCopy images, byte[] war, byte[] atlas)
    {
        var text = "";
        foreach (var (name, content) in new[] { ("webapi", war), ("atlas", atlas) })
        {
            var hash = Convert.ToHexStringLower(SHA256.HashData(content));
            Directory.CreateDirectory(Path.Combine(images.CacheFolder, "artifacts"));
            await File.WriteAllBytesAsync(Path.Combine(images.CacheFolder, "artifacts", hash), content, Cancellation);
            text += $"[[artifact]]\nname = \"{name}\"\nurl = \"https://releases.example.org/{name}\"\nsha256 = \"{hash}\"\n";
        }

        await File.WriteAllTextAsync(Path.Combine(images.ImagesFolder, Name, "artifacts.toml"), text, Cancellation);
    }

    private static async Task<byte[]> WarAsync()
    {
        using var workshop = new JavaWorkshop();
        foreach (var (path, source) in Library)
        {
            workshop.Folder.Write($"java/{path}", source);
        }

        var classes = await workshop.CompileAsync("java", Cancellation);
        var library = Zip([
            .. classes.Where(one => one.Key.StartsWith("lib/", StringComparison.Ordinal)).Select(one => (one.Key, one.Value)),
        ]);
        return Zip([
            (
                "WEB-INF/web.xml",
                """
                    <web-app xmlns="http://xmlns.jcp.org/xml/ns/javaee" version="4.0">
                      <servlet><servlet-name>info</servlet-name><servlet-class>app.Info</servlet-class></servlet>
                      <servlet-mapping><servlet-name>info</servlet-name><url-pattern>/info</url-pattern></servlet-mapping>
                    </web-app>
                    """u8.ToArray()
            ),
            ("WEB-INF/lib/words.jar", library),
            .. classes
                .Where(one => one.Key.StartsWith("app/", StringComparison.Ordinal))
                .Select(one => ($"WEB-INF/classes/{one.Key}", one.Value)),
        ]);
    }

    private static byte[] Zip(params IReadOnlyList<(string Name, byte[] Content)> files)
    {
        // A symbolic link, as the programs of Unix write it into a zip.
        const int Link = 0xA1FF << 16;
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in files)
            {
                var entry = zip.CreateEntry(name);
                entry.ExternalAttributes = name.EndsWith("/link", StringComparison.Ordinal) ? Link : 0;
                using var stream = entry.Open();
                stream.Write(content);
            }
        }

        return bytes.ToArray();
    }
}
