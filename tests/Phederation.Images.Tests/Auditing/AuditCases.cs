using System.Formats.Tar;
using Phederation.Containers.Images;
using Phederation.Containers.Oci;
using static Phederation.Images.Tests.Auditing.TestImage;

namespace Phederation.Images.Tests.Auditing;

/// <summary>Each check's fault, alone in an image, and its clean twin.</summary>
internal static class AuditCases
{
    private const string Passwd = "root:x:0:0::/root:/usr/sbin/nologin\napp:x:10001:10001::/home/app:/usr/sbin/nologin\n";

    public static IReadOnlyDictionary<string, AuditCase> All { get; } =
        new Dictionary<string, AuditCase>
        {
            ["setuid"] = File("PHA201", "usr/bin/tool", Elf("x"), 0b100_111_101_101, LayerBuilder.Mode0755),
            ["setuid in a layer that is deleted later"] = new(
                "PHA201",
                "usr/bin/old",
                image =>
                    image
                        .Add(layer => layer.AddFile("usr/bin/old", Elf("x"), (UnixFileMode)0b100_111_101_101))
                        .Add(layer => layer.AddWhiteout("usr/bin/old")),
                image =>
                    image
                        .Add(layer => layer.AddFile("usr/bin/old", Elf("x"), LayerBuilder.Mode0755))
                        .Add(layer => layer.AddWhiteout("usr/bin/old"))
            ),
            ["setgid"] = File("PHA202", "usr/bin/tool", Elf("x"), 0b010_111_101_101, LayerBuilder.Mode0755),
            ["capabilities"] = new(
                "PHA203",
                "usr/bin/tool",
                image =>
                    image.AddRaw(
                        Pax("usr/bin/tool", ("SCHILY.xattr.security.capability", "\x01\0\0\x02\0\x04\0\0\0\0\0\0\0\0\0\0\0\0\0\0"))
                    ),
                image => image.AddRaw(Pax("usr/bin/tool"))
            ),
            ["world-writable file"] = File("PHA204", "etc/app.conf", Utf8("a=1\n"), 0b110_110_110, LayerBuilder.Mode0644),
            ["world-writable folder"] = new(
                "PHA205",
                "var/spool",
                image => image.Add(layer => layer.AddDirectory("var/spool", (UnixFileMode)0b111_111_111)),
                image => image.Add(layer => layer.AddDirectory("var/tmp", (UnixFileMode)0b1_111_111_111))
            ),
            ["shell by name"] = new(
                "PHA210",
                "bin/sh",
                image =>
                    image.Add(layer =>
                        layer.AddFile("usr/bin/other", Elf("x"), LayerBuilder.Mode0755).AddSymbolicLink("bin/sh", "../usr/bin/other")
                    ),
                image => image.Add(layer => layer.AddFile("usr/share/doc/bash", Utf8("about bash\n")).AddDirectory("etc/bash"))
            ),
            ["shell by content"] = new(
                "PHA210",
                "usr/lib/helper",
                image => image.Add(layer => layer.AddFile("usr/lib/helper", new FileInfo("/bin/dash"), LayerBuilder.Mode0755)),
                image => image.Add(layer => layer.AddFile("usr/lib/helper", new FileInfo("/bin/ls"), LayerBuilder.Mode0755))
            ),
            ["package manager"] = File("PHA211", "usr/bin/apt-get", Elf("x"), LayerBuilder.Mode0755, LayerBuilder.Mode0644),
            ["package manager with a version"] = new(
                "PHA211",
                "usr/bin/pip3.11",
                image => image.Add(layer => layer.AddFile("usr/bin/pip3.11", Utf8("#!/usr/bin/python3\n"), LayerBuilder.Mode0755)),
                image => image.Add(layer => layer.AddFile("usr/bin/pipeline3.11", Utf8("#!/usr/bin/python3\n"), LayerBuilder.Mode0755))
            ),
            ["downloader"] = File("PHA212", "usr/bin/curl", Elf("x"), LayerBuilder.Mode0755, LayerBuilder.Mode0644),
            ["compiler"] = File("PHA213", "usr/bin/x86_64-linux-gnu-gcc-12", Elf("x"), LayerBuilder.Mode0755, LayerBuilder.Mode0644),
            ["remote login"] = File("PHA214", "usr/sbin/sshd", Elf("x"), LayerBuilder.Mode0755, LayerBuilder.Mode0644),
            ["file with a credential's name"] = Renamed("PHA220", "root/.ssh/id_rsa", "root/.ssh/id_rsa.pub", "something"),
            ["registry login"] = new(
                "PHA220",
                "root/.docker/config.json",
                image => image.Add(layer => layer.AddFile("root/.docker/config.json", Utf8("""{"auths":{"r":{"auth":"YTpi"}}}"""))),
                image => image.Add(layer => layer.AddFile("root/.docker/config.json", Utf8("""{"debug":true}""")))
            ),
            ["private key"] = new(
                "PHA221",
                "srv/tls.txt",
                image => image.Add(layer => layer.AddFile("srv/tls.txt", Utf8(PlantedSecrets.PrivateKey), (UnixFileMode)0b110_000_000)),
                image => image.Add(layer => layer.AddFile("srv/tls.txt", Utf8("-----BEGIN PRIVATE KEY-----\n-----END PRIVATE KEY-----\n")))
            ),
            ["token"] = new(
                "PHA222",
                "srv/notes.md",
                image => image.Add(layer => layer.AddFile("srv/notes.md", Utf8($"use {PlantedSecrets.GitHubToken} here\n"))),
                image => image.Add(layer => layer.AddFile("srv/notes.md", Utf8("use ghp_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx here\n")))
            ),
            ["password"] = new(
                "PHA223",
                "etc/app.ini",
                image => image.Add(layer => layer.AddFile("etc/app.ini", Utf8($"[db]\npassword = {PlantedSecrets.Password}\n"))),
                image =>
                    image.Add(layer =>
                        layer.AddFile("etc/app.ini", Utf8("[db]\npassword = ${DB_PASSWORD}\npassword_file = /run/secrets/Db1\n"))
                    )
            ),
            ["connection string"] = new(
                "PHA224",
                "etc/app.url",
                image => image.Add(layer => layer.AddFile("etc/app.url", Utf8($"postgres://app:{PlantedSecrets.Password}@db/x\n"))),
                image => image.Add(layer => layer.AddFile("etc/app.url", Utf8("postgres://app:password@db/x https://user@db/x\n")))
            ),
            ["password in the environment"] = new(
                "PHA225",
                "@config/env/DB_PASSWORD",
                image => image.With(config => config with { Env = ["PATH=/usr/bin", "DB_PASSWORD=summer"] }),
                image => image.With(config => config with { Env = ["PATH=/usr/bin", "DB_PASSWORD_FILE=/run/secrets/db", "TOKEN_TTL=3600"] })
            ),
            ["secret of a build argument"] = new(
                "PHA225",
                "@history/1",
                image => image.WithStep("|1 API_TOKEN=hunter22 /bin/sh -c make"),
                image => image.WithStep("|1 VERSION=1.2 /bin/sh -c make")
            ),
            ["readable private key"] = new(
                "PHA226",
                "srv/key",
                image => image.Add(layer => layer.AddFile("srv/key", Utf8(PlantedSecrets.PrivateKey))),
                image => image.Add(layer => layer.AddFile("srv/key", Utf8(PlantedSecrets.PrivateKey), (UnixFileMode)0b110_000_000))
            ),
            ["root by default"] = Config("PHA230", "@config/user", config => config with { User = "" }, config => config),
            ["root by number and group"] = Config(
                "PHA230",
                "@config/user",
                config => config with { User = "0:10001" },
                config => config with { User = "10001:0" }
            ),
            ["user by name"] = Config("PHA231", "@config/user", config => config with { User = "app" }, config => config),
            ["user without an account"] = Config("PHA232", "@config/user", config => config with { User = "4711:4711" }, config => config),
            ["empty password in passwd"] = Account(
                "PHA233",
                "etc/passwd",
                "guest::10002:10002::/:/usr/sbin/nologin\n",
                "guest:x:10002:10002::/:/usr/sbin/nologin\n"
            ),
            ["empty password in shadow"] = new(
                "PHA233",
                "etc/shadow",
                image => image.Add(layer => layer.AddFile("etc/shadow", Utf8("root::19000:0:99999:7:::\n"), (UnixFileMode)0b110_000_000)),
                image => image.Add(layer => layer.AddFile("etc/shadow", Utf8("root:*:19000:0:99999:7:::\n"), (UnixFileMode)0b110_000_000))
            ),
            ["password of an account"] = new(
                "PHA234",
                "etc/shadow",
                image =>
                    image.Add(layer => layer.AddFile("etc/shadow", Utf8("root:$6$salt$hash:19000::::::\n"), (UnixFileMode)0b110_000_000)),
                image =>
                    image.Add(layer => layer.AddFile("etc/shadow", Utf8("root:!$6$salt$hash:19000::::::\n"), (UnixFileMode)0b110_000_000))
            ),
            ["two accounts of one number"] = Account(
                "PHA235",
                "etc/passwd",
                "two:x:10001:10001::/:/usr/sbin/nologin\n",
                "two:x:10002:10001::/:/usr/sbin/nologin\n"
            ),
            ["second root"] = Account("PHA236", "etc/passwd", "toor:x:0:0::/:/usr/sbin/nologin\n", "toor:x:10:0::/:/usr/sbin/nologin\n"),
            ["login shell"] = Account("PHA237", "etc/passwd", "ann:x:1000:1000::/:/bin/bash\n", "ann:x:1000:1000::/:/bin/false\n"),
            ["file of nobody"] = new(
                "PHA240",
                "srv/data",
                image => image.Add(layer => layer.AddFile("srv/data", Utf8("x"), uid: 555, gid: 0)),
                image => image.Add(layer => layer.AddFile("srv/data", Utf8("x"), uid: User, gid: User))
            ),
            ["program of the process's own"] = new(
                "PHA241",
                "opt/app/run",
                image => image.Add(layer => layer.AddFile("opt/app/run", Elf("x"), (UnixFileMode)0b101_101_101, User, User)),
                image => image.Add(layer => layer.AddFile("opt/app/run", Elf("x"), LayerBuilder.Mode0755))
            ),
            ["no health check"] = Config("PHA250", "@config/healthcheck", config => config with { Healthcheck = null }, config => config),
            ["health check switched off"] = Config(
                "PHA250",
                "@config/healthcheck",
                config => config with { Healthcheck = new HealthConfig { Test = ["NONE"] } },
                config => config
            ),
            ["privileged port"] = Config(
                "PHA251",
                "@config/port/443/tcp",
                config => config with { ExposedPorts = Set("443/tcp") },
                config => config with { ExposedPorts = Set("8443/tcp") }
            ),
            ["volume"] = Config("PHA252", "@config/volume/data", config => config with { Volumes = Set("/data") }, config => config),
            ["update alone"] = new(
                "PHA254",
                "@history/1",
                image => image.WithStep("/bin/sh -c apt-get -q update"),
                image => image.WithStep("/bin/sh -c apt-get update && apt-get install -y x")
            ),
            ["ADD"] = new(
                "PHA255",
                "@history/1",
                image => image.WithStep("/bin/sh -c #(nop) ADD file:0011 in / "),
                image => image.WithStep("/bin/sh -c #(nop) COPY file:0011 in / ")
            ),
            ["broken link"] = Link("PHA260", "opt/link", "../srv/nothing", "/usr/bin/app"),
            ["link in a circle"] = Link("PHA260", "opt/link", "link", "/run/later"),
            ["link out of the image"] = Link("PHA261", "opt/link", "../../../etc/shadow", "../usr/bin/app"),
            ["absolute link"] = Link("PHA262", "opt/link", "/usr/bin/app", "../usr/bin/app"),
            ["device"] = new(
                "PHA265",
                "srv/null",
                image => image.AddRaw(new PaxTarEntry(TarEntryType.CharacterDevice, "srv/null") { DeviceMajor = 1, DeviceMinor = 3 }),
                image => image.AddRaw(Pax("srv/null"))
            ),
            ["pipe"] = new(
                "PHA266",
                "srv/pipe",
                image => image.AddRaw(new PaxTarEntry(TarEntryType.Fifo, "srv/pipe")),
                image => image.AddRaw(Pax("srv/pipe"))
            ),
            ["name that turns its line"] = Renamed("PHA267", "srv/a\u202Egpj.exe", "srv/ä", "x"),
        };

    private static AuditCase File(string check, string path, byte[] content, int mode, UnixFileMode twin) =>
        File(check, path, content, (UnixFileMode)mode, twin);

    private static AuditCase File(string check, string path, byte[] content, UnixFileMode mode, UnixFileMode twin) =>
        new(
            check,
            path,
            image => image.Add(layer => layer.AddFile(path, content, mode)),
            image => image.Add(layer => layer.AddFile(path, content, twin))
        );

    private static AuditCase Renamed(string check, string path, string twin, string content) =>
        new(
            check,
            path,
            image => image.Add(layer => layer.AddFile(path, Utf8(content))),
            image => image.Add(layer => layer.AddFile(twin, Utf8(content)))
        );

    private static AuditCase Link(string check, string path, string target, string twin) =>
        new(
            check,
            path,
            image => image.Add(layer => layer.AddSymbolicLink(path, target)),
            image => image.Add(layer => layer.AddSymbolicLink(path, twin))
        );

    private static AuditCase Config(
        string check,
        string place,
        Func<ImageRuntimeConfig, ImageRuntimeConfig> fault,
        Func<ImageRuntimeConfig, ImageRuntimeConfig> twin
    ) => new(check, place, image => image.With(fault), image => image.With(twin));

    private static AuditCase Account(string check, string place, string line, string twin) =>
        new(
            check,
            place,
            image => image.Add(layer => layer.AddFile("etc/passwd", Utf8(Passwd + line))),
            image => image.Add(layer => layer.AddFile("etc/passwd", Utf8(Passwd + twin)))
        );

    private static Dictionary<string, EmptyObject> Set(string value) => new() { [value] = new EmptyObject() };

    private static PaxTarEntry Pax(string path, params (string Key, string Value)[] attributes) =>
        new(TarEntryType.RegularFile, path, attributes.Select(pair => KeyValuePair.Create(pair.Key, pair.Value)))
        {
            Mode = LayerBuilder.Mode0755,
            DataStream = new MemoryStream(Elf("x")),
        };
}
