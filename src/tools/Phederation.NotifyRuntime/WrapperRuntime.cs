using System.Text.Json;

namespace Phederation.NotifyRuntime;

/// <summary>An OCI runtime that becomes runc, after it has named the listener of a container that somebody waits for.</summary>
internal static class WrapperRuntime
{
    private const string Runtime = "runc";
    private const string DefaultPath = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
    private const int Failed = 1;

    /// <summary>Does not return, unless it fails.</summary>
    /// <param name="program">The name of this program, for messages.</param>
    /// <param name="arguments">The runtime's arguments.</param>
    public static int Run(string program, string[] arguments)
    {
        if (!OperatingSystem.IsLinux())
        {
            Console.Error.WriteLine($"{program}: containers of this kind run on Linux only");
            return Failed;
        }

        try
        {
            if (arguments.Any(argument => argument is "create" or "run"))
            {
                BundleConfig.AddListener(BundleArgument.Of(arguments));
            }

            var runtime =
                (Environment.GetEnvironmentVariable("PATH") ?? DefaultPath)
                    .Split(':', StringSplitOptions.RemoveEmptyEntries)
                    .Select(folder => Path.Combine(folder, Runtime))
                    .FirstOrDefault(File.Exists)
                ?? throw new FileNotFoundException($"'{Runtime}' is not in PATH");
            var errno = ExecCall.Replace(runtime, [runtime, .. arguments]);
            Console.Error.WriteLine($"{program}: '{runtime}' can't be executed (errno {errno})");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException)
        {
            Console.Error.WriteLine($"{program}: {exception.Message}");
        }

        return Failed;
    }
}
