using System.Net;
using System.Reflection;
using Phederation.Containers.Engine;
using Phederation.Text;
using Phederation.Trust;

namespace Phederation.Site.Tests;

public sealed class ExitCodesTests
{
    [Theory]
    [InlineData(EngineErrorKind.Unavailable, ExitCode.Missing)]
    [InlineData(EngineErrorKind.PermissionDenied, ExitCode.Denied)]
    [InlineData(EngineErrorKind.NoSpace, ExitCode.NoRoom)]
    [InlineData(EngineErrorKind.Timeout, ExitCode.TimedOut)]
    [InlineData(EngineErrorKind.InvalidEndpoint, ExitCode.Usage)]
    [InlineData(EngineErrorKind.Conflict, ExitCode.Conflict)]
    [InlineData(EngineErrorKind.NotFound, ExitCode.EngineFailed)]
    [InlineData(EngineErrorKind.Other, ExitCode.EngineFailed)]
    public void An_engine_error_maps_by_its_kind(EngineErrorKind kind, int code)
    {
        Assert.Equal(code, ExitCodes.For(new EngineException(kind, "do it", "no", HttpStatusCode.InternalServerError)));
    }

    [Theory]
    [InlineData(TrustErrorKind.WrongPassphrase, ExitCode.WrongCredentials)]
    [InlineData(TrustErrorKind.MissingKey, ExitCode.Missing)]
    [InlineData(TrustErrorKind.Malformed, ExitCode.BadInput)]
    [InlineData(TrustErrorKind.MissingProgram, ExitCode.Missing)]
    [InlineData(TrustErrorKind.ServiceFailed, ExitCode.ServiceFailed)]
    [InlineData(TrustErrorKind.InUse, ExitCode.Conflict)]
    [InlineData(TrustErrorKind.Refused, ExitCode.Refused)]
    public void A_trust_error_maps_by_its_kind(TrustErrorKind kind, int code)
    {
        Assert.Equal(code, ExitCodes.For(new TrustException(kind, "no")));
    }

    public static TheoryData<Exception, int> Others =>
        new()
        {
            { new SiteException(ExitCode.Conflict, "taken", "free it"), ExitCode.Conflict },
            { new OperationCanceledException(), ExitCode.Interrupted },
            { new TimeoutException(), ExitCode.TimedOut },
            { new UnauthorizedAccessException(), ExitCode.Denied },
            { new FileNotFoundException(), ExitCode.Missing },
            { new IOException("No space left on device", 28), ExitCode.NoRoom },
            { new IOException("other"), ExitCode.Internal },
            { new InvalidOperationException(), ExitCode.Internal },
            { new AggregateException(new TimeoutException()), ExitCode.TimedOut },
        };

    [Theory]
    [MemberData(nameof(Others), DisableDiscoveryEnumeration = true)]
    public void Any_other_exception_maps_by_its_type(Exception error, int code)
    {
        Assert.Equal(code, ExitCodes.For(error));
    }

    [Fact]
    public void A_malformed_file_is_bad_input()
    {
        var error = Record.Exception(() => Toml.Parse("= broken", "site.toml"));
        Assert.NotNull(error);
        Assert.Equal(ExitCode.BadInput, ExitCodes.For(error));
    }

    [Fact]
    public void An_exception_that_is_not_known_takes_the_callers_code()
    {
        Assert.Equal(ExitCode.BuildFailed, ExitCodes.For(new InvalidOperationException(), ExitCode.BuildFailed));
    }

    [Fact]
    public void Every_code_of_the_launcher_is_in_the_table_once()
    {
        var codes = typeof(ExitCode)
            .GetFields(BindingFlags.Public | BindingFlags.Static)
            .Select(field => (int)field.GetRawConstantValue()!)
            .Where(code => code != ExitCode.BuildFailed);
        Assert.Equal(codes.Order(), ExitCodes.Table.Select(row => row.Code).Order());
    }
}
