using Phederation.Images.FileSystem;

namespace Phederation.Images.Tests.FileSystem;

public sealed class PathPatternTests
{
    [Theory]
    [InlineData("usr/share/man/**", "usr/share/man/man1/ls.1.gz", true)]
    [InlineData("usr/share/man/**", "usr/share/man", false)]
    [InlineData("usr/share/man/**", "usr/share/manual/x", false)]
    [InlineData("usr/share/doc/*/copyright", "usr/share/doc/libc6/copyright", true)]
    [InlineData("usr/share/doc/*/copyright", "usr/share/doc/a/b/copyright", false)]
    [InlineData("usr/share/doc/*", "usr/share/doc/libstdc++6", true)]
    [InlineData("usr/share/doc/*", "usr/share/doc/a/b", false)]
    [InlineData("**", "a", true)]
    [InlineData("**/x", "x", true)]
    [InlineData("**/x", "a/b/x", true)]
    [InlineData("**/x", "a/b/y", false)]
    [InlineData("etc/cron*/**", "etc/cron.daily/dpkg", true)]
    [InlineData("etc/issue*", "etc/issue.net", true)]
    [InlineData("etc/Issue", "etc/issue", false)]
    [InlineData("a/**/b/*.so", "a/x/y/b/c.so", true)]
    [InlineData("a/**/b/*.so", "a/x/y/c.so", false)]
    public void Pattern_matches_whole_paths_only(string pattern, string path, bool expected) =>
        Assert.Equal(expected, new PathPattern(pattern).Matches(path));
}
