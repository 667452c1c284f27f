using Phederation.Images.Catalogue;
using Phederation.Testing;
using Phederation.Text;

namespace Phederation.Images.Tests.Generating.Java;

public sealed class JavaDefinitionTests
{
    private const string Definition = """
        name = "one"
        repository = "honeur/one"
        version = "1.0.0"
        title = "One"
        licence = "MIT"
        size-budget = "10 MB"

        [distribution]
        suite = "bookworm"
        architecture = "amd64"

        [packages]
        install = ["libc6"]
        build = ["openjdk-17-jdk-headless"]

        [user]
        name = "nonroot"
        uid = 65532
        gid = 65532
        home = "/home/nonroot"

        [[files.generate]]
        kind = "jlink"
        path = "/usr/lib/jvm/java"
        package = "openjdk-17-jdk-headless"
        modules = ["java.base", "jdk.crypto.ec"]
        compress = true
        options = ["-XX:-UsePerfData"]
        leave-out = ["bin/keytool"]

        [[files.generate]]
        kind = "javac"
        path = "/opt/own.jar"
        sources = "java"
        classpath = ["usr/share/java/a.jar"]

        [[files.generate]]
        kind = "java-trust-store"
        path = "/etc/cacerts"
        """;

    [Fact]
    public void Kinds_of_java_are_read()
    {
        using var folder = new TempFolder();
        folder.Write("one/image.toml", Definition);

        var generated = Assert.Single(ImageCatalogue.Load(folder.Path)).Generated;

        var runtime = Assert.IsType<JlinkRuntime>(generated[0]);
        Assert.Equal("usr/lib/jvm/java", runtime.Path);
        Assert.Equal(["java.base", "jdk.crypto.ec"], runtime.Modules);
        Assert.True(runtime.IsCompressed);
        Assert.False(runtime.IsStripped);
        Assert.Equal(["bin/keytool"], runtime.LeftOut);
        Assert.True(Assert.IsType<JavaClasses>(generated[1]).IsJar);
        Assert.Equal("etc/cacerts", Assert.IsType<JavaTrustStore>(generated[2]).Path);
    }

    [Theory]
    [InlineData("\"java.base\"", "\"java.base,x\"", "must be the name of a module")]
    [InlineData("\"java.base\"", "\"--help\"", "must be the name of a module")]
    [InlineData("\"-XX:-UsePerfData\"", "\"-Xmx1g -version\"", "must be an option without spaces")]
    [InlineData("\"-XX:-UsePerfData\"", "\"Main\"", "must be an option without spaces")]
    [InlineData("\"bin/keytool\"", "\"../keytool\"", "must be a plain path")]
    [InlineData("sources = \"java\"", "sources = \"../base\"", "must be a plain path")]
    [InlineData("\"usr/share/java/a.jar\"", "\"/etc/a.jar\"", "must be a plain path")]
    [InlineData("compress = true", "compact = true", "compact")]
    [InlineData("kind = \"javac\"", "kind = \"kotlinc\"", "'jlink', 'javac'")]
    public void Unfit_definition_is_refused_with_its_place(string old, string replacement, string message)
    {
        using var folder = new TempFolder();
        folder.Write("one/image.toml", Definition.Replace(old, replacement, StringComparison.Ordinal));

        var exception = Assert.Throws<TomlException>(() => ImageCatalogue.Load(folder.Path));

        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
        Assert.Matches("image[.]toml:[0-9]+:[0-9]+", exception.Message);
    }
}
