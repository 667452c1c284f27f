using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.FSharp.Core;
using Phederation.Images.Dockerfiles;
using Phederation.Images.Dockerfiles.Instructions;
using Phederation.Images.Linting;
using Phederation.Testing;

namespace Phederation.Images.Tests.Dockerfiles;

public sealed class DockerfilePropertyTests
{
    private static readonly string[] Pieces =
    [
        "FROM a\n",
        "RUN ",
        "COPY ",
        "ENV ",
        "HEALTHCHECK ",
        "ONBUILD ",
        "VOLUME ",
        "SHELL ",
        "LABEL ",
        "CMD ",
        "EXPOSE ",
        "ARG ",
        "USER ",
        "--from=x ",
        "--mount=",
        "--",
        "<<EOF",
        "<<-'E'",
        "EOF\n",
        "\tE\n",
        "\\\n",
        "\\",
        "`",
        "# escape=`\n",
        "#",
        "\n",
        "\r\n",
        " ",
        "\t",
        "\"",
        "'",
        "$",
        "${",
        "}",
        ":-",
        ":?",
        "$(",
        ")",
        "[",
        "]",
        ",",
        "[\"a\", \"b\"]",
        "=",
        "a",
        "b/c",
        "/",
        "|",
        "&&",
        ";",
        ">",
        "2>&1",
        "curl x",
        "sh",
        "apt-get install y",
        "chmod 777",
        "ä",
        "\u2028",
        "\uFEFF",
        "\0",
        "cd /",
        "CMD",
        "NONE",
        "1",
        "80/tcp",
    ];

    [Fact]
    public void Any_pieces_are_read_and_judged_or_refused_at_a_place_inside()
    {
        using var folder = new TempFolder();
        var path = folder["Dockerfile"];
        Hold(
            Gen.Elements(Pieces).ListOf().Select(pieces => "FROM a\n" + string.Concat(pieces)),
            text =>
            {
                if (AssertReadOrRefused(() => Dockerfile.Parse(text, path), text))
                {
                    File.WriteAllText(path, text);
                    Assert.All(
                        DockerfileLinter.Lint(LintSubject.Load(path), new DateOnly(2026, 1, 31)),
                        finding => AssertInside(finding.Location.Line, finding.Location.Column, text)
                    );
                }
            },
            3000
        );
    }

    [Fact]
    public void Any_bytes_are_read_or_refused() =>
        Hold(
            ArbMap.Default.GeneratorFor<byte[]>(),
            bytes => AssertReadOrRefused(() => Dockerfile.ParseUtf8([.. "FROM a\nRUN "u8, .. bytes], "D"), null),
            3000
        );

    [Fact]
    public void Instructions_read_the_same_however_they_are_laid_out() =>
        Hold(
            Layouts,
            layout =>
            {
                var text = new StringBuilder("FROM a\n");
                foreach (var (words, gap, isLower) in layout)
                {
                    text.Append(isLower ? words[0].ToLowerInvariant() : words[0]).Append(gap).AppendJoin(gap, words[1..]).Append('\n');
                }

                var instructions = Dockerfile.Parse(text.ToString(), "D").Stages[0].Instructions;

                Assert.Equal(layout.Select(line => line.Words[0]), instructions.Select(instruction => instruction.Keyword));
                foreach (var (instruction, line) in instructions.Zip(layout))
                {
                    Assert.Equal(line.Words[1..], WordsOf(instruction));

                    // Printed on one line it is the same instruction, and prints the same.
                    var again = Assert.Single(Dockerfile.Parse($"FROM a\n{instruction}\n", "D").Stages[0].Instructions);
                    Assert.Equal(instruction.ToString(), again.ToString());
                    Assert.Equal(WordsOf(instruction), WordsOf(again));
                }
            },
            500
        );

    private static Gen<List<(string[] Words, string Gap, bool IsLower)>> Layouts
    {
        get
        {
            var word = Gen.Elements("x", "\"y z\"", "'q'", "a=b", "${V:-d}", "p\\ q", "/a/b", "ü", "k=\"1 2\"");
            var gap = Gen.Elements(" ", "\t ", " \\\n", " \\ \n  # a comment\n\n  ", " \\\r\n ");
            var keyword = Gen.Elements("ENV", "COPY", "EXPOSE", "VOLUME");
            return (
                from name in keyword
                from words in word.NonEmptyListOf()
                from between in gap
                from isLower in ArbMap.Default.GeneratorFor<bool>()
                select (
                    Words: (string[])[name, .. name == "ENV" ? words.Select((value, index) => $"n{index}={value}") : Plain(words, name)],
                    between,
                    isLower
                )
            )
                .ListOf()
                .Select(lines => lines.ToList());
        }
    }

    // Of these only blanks part words: a quoted blank would be two words.
    private static IEnumerable<string> Plain(IEnumerable<string> words, string keyword) =>
        words.Where(word => !word.Contains(' ', StringComparison.Ordinal)).Append("w").Concat(keyword == "COPY" ? ["to/"] : []);

    private static IEnumerable<string> WordsOf(DockerfileInstruction instruction) =>
        instruction switch
        {
            EnvInstruction env => env.Variables.Select(variable => $"{variable.Name}={variable.Value}"),
            CopyInstruction copy => copy.Sources.Append(copy.Destination).Select(text => text.Raw),
            ExposeInstruction expose => expose.Ports.Select(text => text.Raw),
            _ => ((VolumeInstruction)instruction).Paths.Select(text => text.Raw),
        };

    private static bool AssertReadOrRefused(Func<Dockerfile> read, string? text)
    {
        try
        {
            Assert.NotEmpty(read().Stages);
            return true;
        }
        catch (DockerfileException exception)
        {
            if (text is not null)
            {
                AssertInside(exception.Location.Line, exception.Location.Column, text);
            }

            return false;
        }
    }

    private static void AssertInside(int line, int column, string text)
    {
        var lines = text.Split('\n');
        Assert.InRange(line, 1, lines.Length);
        Assert.InRange(column, 1, lines[line - 1].Length + 1);
    }

    private static void Hold<T>(Gen<T> cases, Action<T> property, int count)
    {
        var replay = FSharpOption<Replay>.Some(new Replay(new Rnd(20260131, 9973), FSharpOption<int>.None));
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(count).WithReplay(replay), Prop.ForAll(cases.ToArbitrary(), property));
    }
}
