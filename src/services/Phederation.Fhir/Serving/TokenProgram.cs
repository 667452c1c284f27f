using Phederation.Fhir.Access;
using Phederation.Postgres;
using Phederation.Services.Hosting;
using Phederation.Services.Hosting.Settings;

namespace Phederation.Fhir.Serving;

/// <summary>The command that gives a token, from its arguments to its exit code.</summary>
internal static class TokenProgram
{
    /// <summary>Writes a token, or what is wrong and how to mend it.</summary>
    public static async Task<int> RunAsync(IReadOnlyList<string> arguments)
    {
        try
        {
            var settings = ServiceSettings.FromEnvironment();
            var (file, issuer, audience) = TokenSettings.Of(settings);
            var keys = await TokenKeys.ReadAsync(file, CancellationToken.None);
            Console.WriteLine(TokenCommand.Issue(arguments, keys, issuer, audience, TimeProvider.System));
            return ServiceProgram.Success;
        }
        catch (SetupException exception)
        {
            await Console.Error.WriteLineAsync($"error: {exception.Message}");
            await Console.Error.WriteLineAsync($"  mend: {exception.Mend}");
            return ServiceProgram.BadSetup;
        }
    }
}
