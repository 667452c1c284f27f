using Phederation.NotifyRuntime;

const string runtime = "runc";
const int failed = 1;

if (!OperatingSystem.IsLinux())
{
    Console.Error.WriteLine("phederation-notify-runtime: containers of this kind run on Linux only");
    return failed;
}

try
{
    if (args.Any(argument => argument is "create" or "run"))
    {
        BundleConfig.AddListener(BundleArgument.Of(args));
    }

    var program =
        (Environment.GetEnvironmentVariable("PATH") ?? "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin")
            .Split(':', StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => Path.Combine(folder, runtime))
            .FirstOrDefault(File.Exists)
        ?? throw new FileNotFoundException($"'{runtime}' is not in PATH");
    var errno = ExecCall.Replace(program, [program, .. args]);
    Console.Error.WriteLine($"phederation-notify-runtime: '{program}' can't be executed (errno {errno})");
}
catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or System.Text.Json.JsonException)
{
    Console.Error.WriteLine($"phederation-notify-runtime: {exception.Message}");
}

return failed;
