using Phederation.Containers.Hardening;
using Phederation.Images.Catalogue;
using Phederation.Testing;
using Phederation.Text;

namespace Phederation.Images.Tests.Catalogue;

public sealed class ImageCatalogueTests
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

        [[packages.exclude]]
        names = ["perl"]
        reason = "not needed"

        [[files.exclude]]
        paths = ["usr/share/man/**"]
        reason = "not needed"

        [user]
        name = "nonroot"
        uid = 65532
        gid = 65532
        home = "/home/nonroot"

        [runtime]
        memory = "256 MiB"
        cpus = 0.5
        cpu-shares = 512
        pids = 50
        shm = "64 MiB"
        stop-signal = "SIGTERM"
        stop-seconds = 10
        restart = "unless-stopped"

        [[runtime.port]]
        host = 5444
        container = 5432
        """;

    [Fact]
    public void Own_images_are_read_the_base_first()
    {
        var images = ImageCatalogue.Load(SharedImages.ImagesFolder);

        Assert.Equal("base", images[0].Name);
        var postgres = images.Single(image => image.Name == "postgres");
        Assert.Equal("honeur/postgres", postgres.Repository);
        Assert.Equal("base", Assert.Single(ImageCatalogue.BasesOf(postgres, images)).Name);
        Assert.Equal("999:999", postgres.Runtime!.User);
        Assert.Equal((5444, 5432), (postgres.Runtime.Ports[0].HostPort, postgres.Runtime.Ports[0].ContainerPort));
        Assert.Equal(2L << 30, postgres.Runtime.MemoryBytes);
        Assert.Empty(postgres.Runtime.Problems());
        Assert.All(postgres.ExcludedPackages, exclusion => Assert.NotEmpty(exclusion.Reason));
    }

    [Fact]
    public void Definition_becomes_a_runtime_contract()
    {
        using var folder = new TempFolder();
        folder.Write("one/image.toml", Definition);

        var image = Assert.Single(ImageCatalogue.Load(folder.Path));

        Assert.Equal(10_000_000, image.SizeBudgetBytes);
        Assert.Equal("honeur/one:1.0.0", image.Reference);
        Assert.Equal(256L << 20, image.Runtime!.MemoryBytes);
        Assert.Equal(0.5, image.Runtime.Cpus);
        Assert.Equal("65532:65532", image.Runtime.User);
        Assert.Null(image.DockerfilePath);
        Assert.Null(image.WorkloadPath);
    }

    [Fact]
    public void Secrets_are_passwords_certificates_or_the_certificate_of_another()
    {
        using var folder = new TempFolder();
        folder.Write(
            "one/image.toml",
            Definition
                + """

                [[runtime.secret]]
                name = "password"
                generate = true

                [[runtime.secret]]
                name = "tls"
                generate = "certificate"
                hosts = ["database", "127.0.0.1"]

                [[runtime.secret]]
                name = "certificate"
                certificate-of = "tls"

                [[runtime.volume]]
                name = "files"
                path = "/files"
                read-only = true
                """
        );

        var runtime = Assert.Single(ImageCatalogue.Load(folder.Path)).Runtime!;

        Assert.Equal([true, true, false], runtime.Secrets.Select(secret => secret.Generate));
        Assert.Equal(["database", "127.0.0.1"], runtime.Secrets[1].CertificateFor!);
        Assert.Equal("tls", runtime.Secrets[2].CertificateOf);
        Assert.Null(runtime.Secrets[0].CertificateFor);
        Assert.True(Assert.Single(runtime.Volumes).ReadOnly);
        Assert.Empty(runtime.Problems());
    }

    [Fact]
    public void Settings_are_what_a_site_may_set()
    {
        using var folder = new TempFolder();
        const string setting = "\n[[runtime.setting]]\nname = \"CENTRAL_URL\"\ndescription = \"where\"\nrequired = true\n";
        folder.Write("one/image.toml", Definition + setting);

        var runtime = Assert.Single(ImageCatalogue.Load(folder.Path)).Runtime!;

        Assert.Equal(new SiteSetting("CENTRAL_URL", "where", Required: true), Assert.Single(runtime.Settings));
        Assert.Equal(runtime.Settings, RuntimeContract.Parse(runtime.ToJson()).Settings);
        folder.Write("one/image.toml", Definition + setting.Replace("CENTRAL_URL", "central url", StringComparison.Ordinal));
        Assert.Contains(
            "name of an environment variable",
            Assert.Throws<TomlException>(() => ImageCatalogue.Load(folder.Path)).Message,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("generate = \"certificate\"", "hosts")]
    [InlineData("generate = \"certificate\"\nhosts = [\"a b\"]", "host names")]
    [InlineData("generate = \"key\"", "true, false or \"certificate\"")]
    [InlineData("generate = true\nhosts = [\"a\"]", "only a secret with generate")]
    [InlineData("certificate-of = \"tls\"\ngenerate = true", "neither generated")]
    [InlineData("optional = true\ngenerate = true", "supplied by it, not generated")]
    [InlineData("optional = \"yes\"", "")]
    [InlineData("name = \"x\"", "")]
    public void Secret_that_is_none_of_these_is_refused(string text, string message)
    {
        using var folder = new TempFolder();
        folder.Write("one/image.toml", $"{Definition}\n[[runtime.secret]]\nname = \"secret\"\n{text}\n");

        var error = Assert.Throws<TomlException>(() => ImageCatalogue.Load(folder.Path));

        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("version =", "verison =", 3, 1, "did you mean 'version'?")]
    [InlineData("name = \"one\"", "name = \"two\"", 1, 8, "folder's name, 'one'")]
    [InlineData("repository = \"honeur/one\"", "repository = \"Honeur/one\"", 2, 14, "lower-case names")]
    [InlineData("version = \"1.0.0\"", "version = \"1 0\"", 3, 11, "a tag")]
    [InlineData("size-budget = \"10 MB\"", "size-budget = \"10\"", 6, 15, "a size such as")]
    [InlineData("size-budget = \"10 MB\"", "size-budget = \"99999999999999 GiB\"", 6, 15, "a size such as")]
    [InlineData("architecture = \"amd64\"", "architecture = \"s390x\"", 10, 16, "'amd64' only")]
    [InlineData("install = [\"libc6\"]", "install = [\"--force\"]", 13, 11, "no name of a Debian package")]
    [InlineData("reason = \"not needed\"\n\n[[f", "reason = \" \"\n\n[[f", 17, 10, "needs its reason")]
    [InlineData("usr/share/man/**", "../etc/**", 20, 9, "plain path")]
    [InlineData("uid = 65532", "uid = 0", 25, 7, "'uid' is 0")]
    [InlineData("home = \"/home/nonroot\"", "home = \"/home/../nonroot\"", 27, 8, "plain path")]
    [InlineData("cpus = 0.5", "cpus = 0", 31, 8, "over 0")]
    [InlineData("restart = \"unless-stopped\"", "restart = \"sometimes\"", 37, 11, "one of no")]
    [InlineData("host = 5444", "host = 70000", 40, 8, "'host' is 70000")]
    [InlineData("[distribution]", "[distributoin]", 8, 2, "did you mean 'distribution'?")]
    [InlineData("pids = 50", "pids = ", 33, 8, "")]
    public void Fault_is_reported_at_its_place(string old, string replacement, int line, int column, string message)
    {
        using var folder = new TempFolder();
        Assert.Contains(old, Definition, StringComparison.Ordinal);
        var path = folder.Write("one/image.toml", Definition.Replace(old, replacement, StringComparison.Ordinal));

        var exception = Assert.Throws<TomlException>(() => ImageCatalogue.Load(folder.Path));

        Assert.Equal((path, line, column), (exception.File, exception.Line, exception.Column));
        Assert.StartsWith($"{path}:{line}:{column}: ", exception.Message, StringComparison.Ordinal);
        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Base_that_does_not_exist_and_bases_in_a_circle_are_refused()
    {
        using var folder = new TempFolder();
        var based = Definition.Replace("[distribution]\nsuite = \"bookworm\"\narchitecture = \"amd64\"\n", "", StringComparison.Ordinal);
        folder.Write("one/image.toml", "base = \"two\"\n" + based);

        Assert.Contains("'two'", Assert.Throws<ImageException>(() => ImageCatalogue.Load(folder.Path)).Message, StringComparison.Ordinal);

        folder.Write("two/image.toml", "base = \"one\"\n" + based.Replace("\"one\"", "\"two\"", StringComparison.Ordinal));
        Assert.Contains("circle", Assert.Throws<ImageException>(() => ImageCatalogue.Load(folder.Path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Absent_folder_is_named()
    {
        using var folder = new TempFolder();

        Assert.Contains(
            folder["no"],
            Assert.Throws<ImageException>(() => ImageCatalogue.Load(folder["no"])).Message,
            StringComparison.Ordinal
        );
    }
}
