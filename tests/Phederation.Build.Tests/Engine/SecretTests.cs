using Nuke.Common;
using Nuke.Common.Execution;

namespace Phederation.Build.Tests.Engine;

public sealed class SecretTests : IDisposable
{
    private readonly Sandbox _sandbox = new();

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    public async Task Secret_is_hidden_wherever_the_build_prints_it()
    {
        _sandbox.Environment["NUKE_PASSPHRASE"] = "hunter2+tall&blue";
        var result = await _sandbox.RunAsync<Careless>(build => build.Leak, "--verbosity", "verbose");
        Assert.DoesNotContain("hunter2", result.Output, StringComparison.Ordinal);
        Assert.Contains("login with *****, again as *****.", result.Output, StringComparison.Ordinal);
        Assert.Contains("--passphrase *****  (from environment NUKE_PASSPHRASE)", result.Output, StringComparison.Ordinal);
        Assert.Contains("Leak failed: ", result.Output, StringComparison.Ordinal);
        Assert.Contains("refused *****", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bad_value_of_a_secret_is_not_repeated()
    {
        var result = await _sandbox.RunAsync<Careless>(build => build.Leak, "--pin", "not-a-number");
        Assert.Equal(2, result.ExitCode);
        Assert.DoesNotContain("not-a-number", result.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("hunter2")]
    [InlineData("h", "unter2")]
    [InlineData("hunt", "er", "2")]
    [InlineData("h", "u", "n", "t", "e", "r", "2")]
    public void Secret_written_in_pieces_is_hidden(params string[] pieces)
    {
        var inner = new StringWriter();
        var secrets = new SecretMask();
        secrets.AddRange(["hunter2", "no"]);
        using (var writer = new MaskingWriter(inner, secrets))
        {
            writer.Write("the hun is no hunter: ");
            foreach (var piece in pieces)
            {
                writer.Write(piece);
            }

            writer.Write(" hunt");
        }

        Assert.Equal("the hun is no hunter: ***** hunt", inner.ToString());
    }

    [Fact]
    public void Every_line_of_a_secret_of_several_lines_is_hidden()
    {
        var secrets = new SecretMask();
        secrets.AddRange(["first line\nsecond line\r\n"]);
        Assert.Equal("a ***** b *****", secrets.Apply("a first line b second line"));
    }

    [Fact]
    public void Overlapping_secrets_are_hidden_whole()
    {
        var secrets = new SecretMask();
        secrets.AddRange(["pass"]);
        secrets.AddRange(["password1"]);
        Assert.Equal("*****, *****", secrets.Apply("password1, pass"));
    }

    private sealed class Careless : RecordingBuild
    {
        [Parameter, Secret]
        private readonly string Passphrase = "";

        [Parameter, Secret]
        private readonly int Pin;

        public Target Leak =>
            _ =>
                _.Executes(() =>
                {
                    Say($"login with {Passphrase}, again as {Uri.EscapeDataString(Passphrase)}.");
                    throw new InvalidOperationException($"refused {Passphrase} {Pin}");
                });
    }
}
