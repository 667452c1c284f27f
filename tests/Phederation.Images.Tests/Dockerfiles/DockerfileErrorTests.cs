using Phederation.Images.Dockerfiles;

namespace Phederation.Images.Tests.Dockerfiles;

public sealed class DockerfileErrorTests
{
    [Theory]
    [InlineData("", 1, 1, "no instruction")]
    [InlineData("# only a comment\n\n", 2, 1, "no instruction")]
    [InlineData("ARG A\n", 1, 1, "no FROM")]
    [InlineData("RUN x\nFROM a\n", 1, 1, "before the first FROM")]
    [InlineData("FROM a\n  RUNN x\n", 2, 3, "did you mean RUN?")]
    [InlineData("FROM a\nRUN<<EOF\nEOF\n", 2, 1, "'RUN<<EOF' is no instruction")]
    [InlineData("FROM a\n?\n", 2, 1, "the instructions are ADD")]
    [InlineData("FROM\n", 1, 1, "no arguments")]
    [InlineData("FROM a\nUSER \\\n  # a comment\n\n", 2, 1, "no arguments")]
    [InlineData("FROM a b\n", 1, 8, "AS and a name")]
    [InlineData("FROM a AS\n", 1, 8, "AS and a name")]
    [InlineData("FROM a is b\n", 1, 8, "AS and a name")]
    [InlineData("FROM a AS 1b\n", 1, 11, "no name of a stage")]
    [InlineData("FROM a AS \\\n  b/c\n", 2, 3, "no name of a stage")]
    [InlineData("FROM ${A\n", 1, 6, "brace")]
    [InlineData("FROM ${}\n", 1, 6, "no variable's name")]
    [InlineData("FROM x${A%b}\n", 1, 7, "is unknown")]
    [InlineData("FROM ${A:b}\n", 1, 6, "is unknown")]
    [InlineData("FROM ${A:-b\n", 1, 6, "brace")]
    [InlineData("FROM --platfrom=x a\n", 1, 6, "did you mean --platform?")]
    [InlineData("FROM --platform a\n", 1, 6, "has no value")]
    [InlineData("# escape=x\nFROM a\n", 1, 10, "escape character")]
    [InlineData("# escape=`\n#escape=`\nFROM a\n", 2, 9, "a second time")]
    [InlineData("FROM a\nARG =x\n", 2, 5, "a name is missing")]
    [InlineData("FROM a\nARG A=\"x\n", 2, 7, "double quote is not closed")]
    [InlineData("FROM a\nENV A\n", 2, 5, "has no value")]
    [InlineData("FROM a\nENV A=1 B\n", 2, 9, "no equals sign")]
    [InlineData("FROM a\nENV A=1 =B\n", 2, 9, "a name is missing")]
    [InlineData("FROM a\nENV A=1 \\\n    B='x\n", 3, 7, "single quote is not closed")]
    [InlineData("FROM a\nENV A \"x\n", 2, 7, "double quote is not closed")]
    [InlineData("FROM a\nLABEL a=\"${b\"\n", 2, 10, "is unknown")]
    [InlineData("FROM a\nCOPY x\n", 2, 6, "one source and a destination")]
    [InlineData("FROM a\nCOPY [\"x\"]\n", 2, 7, "one source and a destination")]
    [InlineData("FROM a\nCOPY x y z\n", 2, 10, "'z/'")]
    [InlineData("FROM a\nCOPY --fom=b x y\n", 2, 6, "did you mean --from?")]
    [InlineData("FROM a\nCOPY --from= x y\n", 2, 6, "has no value")]
    [InlineData("FROM a\nCOPY --link=maybe x y\n", 2, 6, "true or false")]
    [InlineData("FROM a\nCOPY --from=b --from=c x y\n", 2, 15, "a second time")]
    [InlineData("FROM a\nCOPY --chown=${x x y\n", 2, 14, "brace")]
    [InlineData("FROM a\nADD <<EOF\nEOF\n", 2, 5, "one source and a destination")]
    [InlineData("FROM a\nCOPY x <<EOF\nEOF\n", 2, 8, "can't be the destination")]
    [InlineData("FROM a\nCOPY <<A <<B /x/\nA\nb\n", 2, 10, "just 'B'")]
    [InlineData("FROM a\nRUN cat <<EOF\nx\n EOF\n", 2, 9, "just 'EOF'")]
    [InlineData("FROM a\nRUN []\n", 2, 5, "empty array")]
    [InlineData("FROM a\nRUN [\"a\", 1]\n", 2, 11, "no string")]
    [InlineData("FROM a\nCMD [\"ä\", \"b\", [\"c\"]]\n", 2, 16, "no string")]
    [InlineData("FROM a\nCMD [\"a\"] b\n", 2, 11, "text after the array")]
    [InlineData("FROM a\nCMD [\"a\", \"\\ud800\"]\n", 2, 11, "surrogate")]
    [InlineData("FROM a\nCMD --x y\n", 2, 5, "CMD has no flag --x")]
    [InlineData("FROM a\nSHELL /bin/sh\n", 2, 7, "JSON array")]
    [InlineData("FROM a\nSHELL []\n", 2, 7, "JSON array")]
    [InlineData("FROM a\nVOLUME []\n", 2, 8, "no folder")]
    [InlineData("FROM a\nVOLUME [\"a\", \" \"]\n", 2, 14, "is empty")]
    [InlineData("FROM a\nSTOPSIGNAL A B\n", 2, 14, "one signal")]
    [InlineData("FROM a\nUSER 'x\n", 2, 6, "single quote")]
    [InlineData("FROM a\nWORKDIR \"x\n", 2, 9, "double quote")]
    [InlineData("FROM a\nEXPOSE 80 ${P\n", 2, 11, "brace")]
    [InlineData("FROM a\nHEALTHCHECK true\n", 2, 13, "put CMD before")]
    [InlineData("FROM a\nHEALTHCHECK NONE x\n", 2, 18, "NONE takes no arguments")]
    [InlineData("FROM a\nHEALTHCHECK CMD\n", 2, 13, "no command")]
    [InlineData("FROM a\nHEALTHCHECK CMD []\n", 2, 17, "empty array")]
    [InlineData("FROM a\nHEALTHCHECK --interval=5 CMD x\n", 2, 24, "no time")]
    [InlineData("FROM a\nHEALTHCHECK --timeout=1x CMD x\n", 2, 23, "no time")]
    [InlineData("FROM a\nHEALTHCHECK --timeout=1us CMD x\n", 2, 23, "under 1ms")]
    [InlineData("FROM a\nHEALTHCHECK --timeout=99999999999h CMD x\n", 2, 23, "no time")]
    [InlineData("FROM a\nHEALTHCHECK --retries=0 CMD x\n", 2, 23, "from 1 on")]
    [InlineData("FROM a\nONBUILD ONBUILD RUN x\n", 2, 9, "another ONBUILD")]
    [InlineData("FROM a\nONBUILD COPPY a b\n", 2, 9, "did you mean COPY?")]
    [InlineData("FROM a\nONBUILD COPY a\n", 2, 14, "one source and a destination")]
    [InlineData("\uFEFFFROM a\r\nENV A\r\n", 2, 5, "has no value")]
    public void Fault_is_reported_at_its_place(string text, int line, int column, string message)
    {
        var exception = Assert.Throws<DockerfileException>(() => Dockerfile.Parse(text, "some/Dockerfile"));

        Assert.Equal($"some/Dockerfile:{line}:{column}", exception.Location.ToString());
        Assert.StartsWith($"some/Dockerfile:{line}:{column}: ", exception.Message, StringComparison.Ordinal);
        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Bytes_that_are_no_text_are_reported_at_their_place()
    {
        var exception = Assert.Throws<DockerfileException>(() => Dockerfile.ParseUtf8([.. "FROM a\nENV ä="u8, 0xFF], "D"));

        Assert.Equal("D:2:7: the byte 0xFF is not valid UTF-8; save the file as UTF-8", exception.Message);
    }

    [Fact]
    public void Half_a_character_is_reported_at_its_place() =>
        Assert.StartsWith(
            "D:2:8: half a surrogate pair (U+D800)",
            Assert.Throws<DockerfileException>(() => Dockerfile.Parse("FROM a\nENV A=x" + '\uD800', "D")).Message,
            StringComparison.Ordinal
        );

    [Fact]
    public void Size_lines_heredocs_and_depth_are_bounded()
    {
        Refused("larger than 64 bytes", "FROM a\n" + new string('#', 80), new DockerfileLimits { MaxBytes = 64 });
        Refused("more than 3 lines", "FROM a\nRUN b\nRUN c\nRUN d\n", new DockerfileLimits { MaxLines = 3 });
        Refused("more than 1 heredocs", "FROM a\nRUN x <<A 3<<B\nA\nB\n", new DockerfileLimits { MaxHeredocs = 1 });
        Refused("nested more than", "FROM " + string.Concat(Enumerable.Repeat("${a:-", 5000)), DockerfileLimits.Default);
    }

    [Fact]
    public void Endless_file_is_read_only_up_to_the_limit()
    {
        Assert.SkipUnless(File.Exists("/dev/zero"), "this system has no endless file");

        Assert.Contains(
            "larger than",
            Assert.Throws<DockerfileException>(() => Dockerfile.Load("/dev/zero")).Message,
            StringComparison.Ordinal
        );
    }

    private static void Refused(string message, string text, DockerfileLimits limits) =>
        Assert.Contains(
            message,
            Assert.Throws<DockerfileException>(() => Dockerfile.Parse(text, "D", limits)).Message,
            StringComparison.Ordinal
        );
}
