using System.IO.Compression;
using Phederation.Images.Generating.Java;
using Phederation.Testing;

namespace Phederation.Images.Tests.Generating.Java;

public sealed class JarFileTests
{
    [Fact]
    public void Jar_depends_on_its_files_only()
    {
        using var folder = new TempFolder();
        var first = Write(folder, "one", new DateTime(2001, 1, 1, 0, 0, 0, DateTimeKind.Utc), ["b/B.class", "a/A.class"]);
        var second = Write(folder, "two", new DateTime(2020, 5, 5, 5, 5, 5, DateTimeKind.Utc), ["a/A.class", "b/B.class"]);

        Assert.Equal(first, second);
        using var jar = new ZipArchive(new MemoryStream(first));
        Assert.Equal(["META-INF/MANIFEST.MF", "a/A.class", "b/B.class"], jar.Entries.Select(entry => entry.FullName));
        Assert.All(jar.Entries, entry => Assert.Equal(1980, entry.LastWriteTime.Year));
    }

    private static byte[] Write(TempFolder folder, string name, DateTime time, string[] files)
    {
        foreach (var file in files)
        {
            folder.Write($"{name}/{file}", "content of " + file);
            File.SetLastWriteTimeUtc(folder[$"{name}/{file}"], time);
        }

        return JarFile.Write(files.ToDictionary(file => file, file => new FileInfo(folder[$"{name}/{file}"])));
    }
}
