using System.Reflection;
using Phederation.BuildTasks;
using Phederation.Containers.Engine;
using Codes = Phederation.Site.ExitCode;

namespace Phederation.Build.Tests.Tasks;

public sealed class ExitCodeTableTests
{
    [Fact]
    public void Help_tells_the_meaning_of_every_code_of_the_table_that_a_build_can_end_with()
    {
        var all = typeof(Codes).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (int)field.GetRawConstantValue()!);
        var told = ExitCodeTable.Meanings.Select(meaning => meaning.Code).ToList();
        // A fault of the build itself ends with 255, as in every Nuke build.
        Assert.Equal(all.Where(code => code != Codes.Internal).Order(), told.Order());
    }

    [Theory]
    [InlineData(EngineErrorKind.Unavailable, Codes.Missing)]
    [InlineData(EngineErrorKind.PermissionDenied, Codes.Denied)]
    [InlineData(EngineErrorKind.NoSpace, Codes.NoRoom)]
    [InlineData(EngineErrorKind.Protocol, Codes.EngineFailed)]
    public void Engine_errors_have_codes_of_their_own(EngineErrorKind kind, int expected) =>
        Assert.Equal(expected, ExitCodeTable.Of(new EngineException(kind, "ask", "no")));

    [Fact]
    public void Exception_that_nobody_expected_has_none() => Assert.Null(ExitCodeTable.Of(new InvalidOperationException()));

    [Fact]
    public void Code_that_does_not_compile_is_a_failed_build_without_a_stack() =>
        Assert.Equal(Codes.BuildFailed, ExitCodeTable.Of(new DotNetFailedException("errors")));
}
