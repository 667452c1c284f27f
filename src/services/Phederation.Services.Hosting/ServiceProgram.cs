using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Phederation.Postgres;

namespace Phederation.Services.Hosting;

/// <summary>From the start of a service's process to its exit code.</summary>
public static class ServiceProgram
{
    /// <summary>It ran, and ended when it was asked to.</summary>
    public const int Success = 0;

    /// <summary>A fault of the program ended it.</summary>
    public const int Internal = 1;

    /// <summary>A setting or a secret is missing or malformed; the message says which and how to mend it.</summary>
    public const int BadSetup = 2;

    /// <summary>Makes the service and runs it until it is asked to end (SIGTERM, SIGINT).</summary>
    /// <param name="create">Makes it; what is wrong with settings or secrets is thrown as a <see cref="SetupException"/>.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(Func<CancellationToken, Task<WebApplication>> create)
    {
        try
        {
            await using var application = await create(CancellationToken.None);
            await application.RunAsync();
            // What ends a service from within says so here.
            return Environment.ExitCode;
        }
        catch (SetupException exception)
        {
            await TellAsync(exception.Message, exception.Mend);
            return BadSetup;
        }
        catch (IOException exception) when (exception.InnerException is Microsoft.AspNetCore.Connections.AddressInUseException)
        {
            await TellAsync("The port that the service is to listen at is taken.", "Set PHEDERATION_LISTEN to another one.");
            return BadSetup;
        }
        catch (SocketException exception)
        {
            await TellAsync(
                $"The service can't listen at the address that is set ({exception.SocketErrorCode}).",
                "Set PHEDERATION_LISTEN to an address of this machine and a port that the service's user may take."
            );
            return BadSetup;
        }
#pragma warning disable CA1031 // Every exception ends as lines and an exit code; nothing is swallowed.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            // Without its message, which may quote a value; see the formatter of the logs.
            await TellAsync($"The service failed: {exception.GetType()}", "Report this, with the lines below.");
            await Console.Error.WriteLineAsync(exception.StackTrace);
            return Internal;
        }
    }

    private static async Task TellAsync(string message, string mend)
    {
        await Console.Error.WriteLineAsync($"error: {message}");
        await Console.Error.WriteLineAsync($"  mend: {mend}");
    }
}
