using Phederation.Images.Catalogue;

namespace Phederation.Images.Tests.Generating.Java;

/// <summary>Alone, because the environment belongs to the whole process.</summary>
[Collection(nameof(JavaGeneratorTests))]
[CollectionDefinition(nameof(JavaGeneratorTests), DisableParallelization = true)]
public sealed class JavaGeneratorTests
{
    private const string Api = "usr/share/java/tomcat10-servlet-api.jar";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact(Timeout = 600_000)]
    public async Task Runtime_and_trust_store_have_the_same_bytes_whatever_the_folder_time_zone_and_language()
    {
        using var here = new JavaWorkshop();
        using var there = new JavaWorkshop();

        var first = await here.MakeAsync("base-java", [], Cancellation);
        var second = await InAnotherPlaceAsync(() => there.MakeAsync("base-java", [], Cancellation));

        Assert.Equal(first, second);
    }

    [Fact(Timeout = 600_000)]
    public async Task Classes_have_the_same_bytes_whatever_the_folder_time_zone_and_language()
    {
        using var here = new JavaWorkshop();
        using var there = new JavaWorkshop();
        JavaClasses[] jar = [new("opt/own.jar", "java", [Api])];
        const string source =
            "package a; /** Él. */ public final class Own extends jakarta.servlet.GenericServlet { private static final long serialVersionUID = 1L; public void service(jakarta.servlet.ServletRequest a, jakarta.servlet.ServletResponse b) { Runnable r = () -> System.out.println(\"é\"); r.run(); } }";
        foreach (var workshop in new[] { here, there })
        {
            workshop.Folder.Write("java/a/Own.java", source);
        }

        var first = await here.MakeAsync("tomcat", jar, Cancellation);
        var second = await InAnotherPlaceAsync(() => there.MakeAsync("tomcat", jar, Cancellation));

        Assert.Equal(first, second);
        there.Folder.Write("java/a/Own.java", source.Replace("\"é\"", "\"e\"", StringComparison.Ordinal));
        Assert.NotEqual(first, await there.MakeAsync("tomcat", jar, Cancellation));
    }

    [Theory(Timeout = 600_000)]
    [InlineData("class Own { int x = }", "Own.java:1: error")]
    [InlineData("class Own { java.util.List x; }", "[rawtypes]")]
    [InlineData("class Own { jakarta.persistence.Entity x; }", "does not exist")]
    public async Task Source_that_does_not_compile_is_named_with_its_line(string source, string message)
    {
        using var workshop = new JavaWorkshop();
        workshop.Folder.Write("java/Own.java", source);

        await FailsAsync(workshop, "tomcat", new JavaClasses("opt/own.jar", "java", [Api]), ImageFault.ProgramNotMade, message);
    }

    [Fact(Timeout = 600_000)]
    public async Task Sources_and_jars_that_are_not_there_are_named()
    {
        using var workshop = new JavaWorkshop();

        await FailsAsync(workshop, "tomcat", new JavaClasses("opt/own.jar", "java", []), ImageFault.BadDefinition, "has no source");
        workshop.Folder.Write("java/Own.java", "class Own { }");
        await FailsAsync(
            workshop,
            "tomcat",
            new JavaClasses("opt/own.jar", "java", ["usr/share/java/absent.jar"]),
            ImageFault.BadDefinition,
            "no build package has the jar /usr/share/java/absent.jar"
        );
        await FailsAsync(workshop, "base", new JavaClasses("opt/own.jar", "java", []), ImageFault.BadDefinition, "zlib1g");
        await FailsAsync(workshop, "tomcat", new JavaTrustStore("opt/cacerts"), ImageFault.BadDefinition, "needs ca-certificates");
    }

    [Theory(Timeout = 600_000)]
    [InlineData("java.nothing", "lib/jexec", "openjdk-17-jdk-headless", ImageFault.ProgramNotMade, "java.nothing")]
    [InlineData("java.base", "bin/absent", "openjdk-17-jdk-headless", ImageFault.BadDefinition, "leave-out names bin/absent")]
    [InlineData("java.base", "lib/jexec", "openjdk-21-jdk-headless", ImageFault.BadDefinition, "none of the build packages")]
    public async Task Runtime_that_can_not_be_linked_says_why(
        string module,
        string leftOut,
        string package,
        ImageFault fault,
        string message
    )
    {
        using var workshop = new JavaWorkshop();

        await FailsAsync(
            workshop,
            "base-java",
            new JlinkRuntime("opt/java", package, [module], IsCompressed: false, IsStripped: false, [], [leftOut]),
            fault,
            message
        );
    }

    private static async Task FailsAsync(JavaWorkshop workshop, string tools, GeneratedFile file, ImageFault fault, string message)
    {
        var exception = await Assert.ThrowsAsync<ImageException>(() => workshop.MakeAsync(tools, [file], Cancellation));

        Assert.Equal(fault, exception.Fault);
        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
    }

    private static async Task<T> InAnotherPlaceAsync<T>(Func<Task<T>> make)
    {
        var variables = new Dictionary<string, string>
        {
            ["TZ"] = "Pacific/Kiritimati",
            ["LC_ALL"] = "tr_TR.UTF-8",
            ["JAVA_TOOL_OPTIONS"] = "-Dfile.encoding=ISO-8859-1",
            ["JDK_JAVAC_OPTIONS"] = "-g:none",
            ["CLASSPATH"] = "/tmp",
        };
        var previous = variables.Keys.ToDictionary(name => name, Environment.GetEnvironmentVariable);
        try
        {
            foreach (var (name, value) in variables)
            {
                Environment.SetEnvironmentVariable(name, value);
            }

            return await make();
        }
        finally
        {
            foreach (var (name, value) in previous)
            {
                Environment.SetEnvironmentVariable(name, value);
            }
        }
    }
}
