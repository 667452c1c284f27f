using Phederation.Images.Dockerfiles;
using Phederation.Images.Dockerfiles.Instructions;
using Phederation.Testing;

namespace Phederation.Images.Tests.Dockerfiles;

public sealed class DockerfileTests
{
    [Fact]
    public void Stages_arguments_and_locations_are_read()
    {
        var file = Read(
            """
            # syntax=docker/dockerfile:1
            # a comment
            ARG BASE=base:1
            FROM --platform=linux/amd64 ${BASE} AS Build
              RUN make
            from build
            copy --from=build --chown=1:2 a  b /c/
            """
        );

        Assert.Equal("docker/dockerfile:1", file.Directives.Syntax!.Raw);
        Assert.Equal("BASE", Assert.Single(Assert.Single(file.GlobalArguments).Variables).Name.Raw);
        Assert.Equal(["build", null], file.Stages.Select(stage => stage.Name));
        Assert.Equal("linux/amd64", file.Stages[0].From.Platform!.Raw);
        Assert.True(file.HasRun);
        var copy = Assert.IsType<CopyInstruction>(Assert.Single(file.Stages[1].Instructions));
        Assert.Equal(("build", "1:2", "/c/"), (copy.From!.Raw, copy.Owner!.Raw, copy.Destination.Raw));
        Assert.Equal(["a", "b"], copy.Sources.Select(source => source.Raw));
        Assert.Equal("D:7:1", $"{copy.Location}");
        Assert.Equal(["D:7:31", "D:7:34"], copy.Sources.Select(source => $"{source.Location}"));
        Assert.Equal("D:7:27", $"{copy.Owner!.Location}");
        Assert.Equal("D:5:3", $"{file.Stages[0].Instructions[0].Location}");
    }

    [Fact]
    public void Lines_go_on_over_comments_and_empty_lines()
    {
        var run = Only<RunInstruction>("RUN a \\\n  # why\n\n   && b\\\t \n&& c \\\\\nUSER 1");

        Assert.Equal("a    && b&& c \\\\", run.Command.Text.Raw);
        Assert.Equal("D:5:4", $"{run.Command.Text.LocationAt(run.Command.Text.Raw.IndexOf("&& b", StringComparison.Ordinal))}");
        Assert.Equal("D:6:4", $"{run.Command.Text.LocationAt(run.Command.Text.Raw.IndexOf('c', StringComparison.Ordinal))}");
    }

    [Fact]
    public void Backtick_escapes_where_the_directive_says_so()
    {
        var file = Read("#  Escape = `\r\nFROM a\r\nCOPY c:\\x `\r\n  c:\\\r\nENV A=x` y\r\n");

        var copy = Assert.IsType<CopyInstruction>(file.Stages[0].Instructions[0]);
        Assert.Equal("c:\\", copy.Destination.Raw);
        Assert.Equal("D:4:3", $"{copy.Destination.Location}");
        Assert.Equal("x y", Assert.IsType<EnvInstruction>(file.Stages[0].Instructions[1]).Variables[0].Value!.Expand(_ => null));
    }

    [Fact]
    public void Directive_after_an_unknown_one_is_a_comment() =>
        Assert.Equal('\\', Read("# unknown=x\n# escape=`\nFROM a\n").Directives.Escape);

    [Fact]
    public void Heredocs_are_read_several_to_a_line()
    {
        var file = Read(
            "FROM a\nCOPY <<one.txt <<-'two.txt' /x/\n$a\n# no comment\none.txt\n\t\t$b\n\ttwo.txt\nRUN <<EOF\nset -e\nEOF\nUSER 1\n"
        );

        var copy = Assert.IsType<CopyInstruction>(file.Stages[0].Instructions[0]);
        Assert.Empty(copy.Sources);
        Assert.Equal([("one.txt", "$a\n# no comment\n", true), ("two.txt", "$b\n", false)], copy.Heredocs.Select(Of));
        Assert.Equal("D:6:3", $"{copy.Heredocs[1].Content.Location}");
        var run = Assert.IsType<RunInstruction>(file.Stages[0].Instructions[1]);
        Assert.True(run.IsScript);
        Assert.Equal(("EOF", "set -e\n", true), Of(Assert.Single(run.Heredocs)));
        Assert.IsType<UserInstruction>(file.Stages[0].Instructions[2]);

        static (string, string, bool) Of(DockerfileHeredoc heredoc) => (heredoc.Name, heredoc.Content.Raw, heredoc.IsExpanded);
    }

    [Fact]
    public void Heredoc_of_a_trigger_and_of_a_numbered_descriptor_are_read()
    {
        var file = Read("FROM a\nONBUILD RUN sh 3<<E -\nx\nE\nRUN [\"echo\", \"<<E\"]\nRUN echo '<<E' a<<E <<<E\n");

        var trigger = Assert.IsType<RunInstruction>(Assert.IsType<OnbuildInstruction>(file.Stages[0].Instructions[0]).Trigger);
        Assert.Equal((3, "x\n"), (trigger.Heredocs[0].FileDescriptor, trigger.Heredocs[0].Content.Raw));
        Assert.All(file.Stages[0].Instructions.Skip(1).Cast<RunInstruction>(), run => Assert.Empty(run.Heredocs));
    }

    [Fact]
    public void Json_is_exec_form_and_what_is_no_json_is_for_the_shell()
    {
        Assert.Equal(["a b", "\"c\""], Only<CmdInstruction>("CMD [ \"a b\" ,\"\\\"c\\\"\" ]").Command.Arguments!.Select(text => text.Raw));
        Assert.Equal("D:2:12", $"{Only<CmdInstruction>("CMD [\"ab\", \"c\"]").Command.Arguments![1].LocationAt(1)}");
        Assert.Empty(Only<CmdInstruction>("CMD []").Command.Arguments!);
        Assert.False(Only<RunInstruction>("RUN [ -f x ]").Command.IsExec);
        Assert.Equal(["/bin/sh", "-c", "['a']"], Only<CmdInstruction>("CMD ['a']").Command.ArgumentsUnder(["/bin/sh", "-c"]));
        Assert.Equal(["a b", "c"], PathsOf("COPY [\"a b\", \"c\"]"));
    }

    [Fact]
    public void Environment_is_read_in_both_forms()
    {
        var pairs = Only<EnvInstruction>("ENV a=1 b=\"x y\" c='$z' d=p\\ q \\\n e=").Variables;
        Assert.Equal(["1", "x y", "$z", "p q", ""], pairs.Select(pair => pair.Value!.Expand(_ => "?")));
        Assert.Equal("D:3:2", $"{pairs[4].Name.Location}");

        var old = Only<EnvInstruction>("ENV name  a \"b=c\"  ");
        Assert.True(old.IsLegacyForm);
        Assert.Equal(("name", "a b=c"), (old.Variables[0].Name.Raw, old.Variables[0].Value!.Expand(_ => null)));
    }

    [Fact]
    public void Health_check_is_read()
    {
        var check = Only<HealthcheckInstruction>("HEALTHCHECK --interval=1m30s --timeout=250ms --start-period=0 --retries=4 cmd [\"a\"]");

        Assert.Equal(
            (TimeSpan.FromSeconds(90), TimeSpan.FromMilliseconds(250), TimeSpan.Zero),
            (check.Interval, check.Timeout, check.StartPeriod)
        );
        Assert.Equal(4, check.Retries);
        Assert.True(check.Command!.IsExec);
        Assert.Null(Only<HealthcheckInstruction>("HEALTHCHECK none").Command);
        Assert.Equal("curl x", Only<HealthcheckInstruction>("HEALTHCHECK CMD   curl x").Command!.Text.Raw);
    }

    [Theory]
    [InlineData("$a", "A")]
    [InlineData("${a}b$a.c", "AbA.c")]
    [InlineData("\\$a '$a' \"$a\"", "$a $a A")]
    [InlineData("\"\\\"\\x\\$\"", "\"\\x$")]
    [InlineData("${no:-d$a} ${no-e} ${empty:-f} ${empty-g}", "dA e f ")]
    [InlineData("${a:+x} ${no:+y} ${empty:+z} ${empty+w}", "x   w")]
    [InlineData("${a:?never} ${empty?never}", "A ")]
    [InlineData("${no:-${no:-\"}\"}}", "}")]
    [InlineData("$ $$ $1 100$", "$ $$  100$")]
    [InlineData("a\\\\b\\ c\\", "a\\b c")]
    public void Text_is_expanded_as_docker_does(string text, string value)
    {
        var variables = new Dictionary<string, string> { ["a"] = "A", ["empty"] = "" };

        Assert.Equal(value, Only<UserInstruction>("USER " + text + "\\").User.Expand(variables).TrimEnd('\\'));
    }

    [Fact]
    public void Missing_variable_that_is_asked_for_is_reported_at_its_place() =>
        Assert.StartsWith(
            "D:2:8: the variable b is not set: say who",
            Assert.Throws<DockerfileException>(() => Only<UserInstruction>("USER a:${b:?say who}").User.Expand(_ => null)).Message,
            StringComparison.Ordinal
        );

    [Fact]
    public void Own_dockerfiles_are_read()
    {
        var files = Directory.GetFiles(SharedImages.ImagesFolder, "Dockerfile", SearchOption.AllDirectories);

        Assert.NotEmpty(files);
        Assert.All(files, file => Assert.NotEmpty(Dockerfile.Load(file).Stages));
    }

    [Fact]
    public void Dockerfile_that_is_not_there_is_an_error_of_the_file_system()
    {
        using var folder = new TempFolder();

        Assert.Throws<FileNotFoundException>(() => Dockerfile.Load(folder["Dockerfile"]));
    }

    private static Dockerfile Read(string text) => Dockerfile.Parse(text, "D");

    private static T Only<T>(string line)
        where T : DockerfileInstruction => Assert.IsType<T>(Read("FROM a\n" + line).Stages[0].Instructions[0]);

    private static IEnumerable<string> PathsOf(string line)
    {
        var copy = Only<CopyInstruction>(line);
        return copy.Sources.Append(copy.Destination).Select(text => text.Raw);
    }
}
