using System.Globalization;
using Phederation.Containers.Engine;
using Phederation.Containers.Engine.Models;
using Phederation.Site.Release;

namespace Phederation.Site.Preflight;

/// <summary>
/// Whether the engine and its machine can hold the services to what the release says. What would only weaken the hardening silently, such as an
/// engine without seccomp, is a failure here.
/// </summary>
internal sealed class EnginePreflight(EngineClient engine, TimeProvider time, IProgress<SiteEvent> progress)
{
    private const string Step = "check the engine";

    private static readonly Version OldestApi = new(1, 41);

    // The engine's own words (GET /info, Warnings) for limits that it accepts and does not enforce.
    private static readonly string[] UnenforcedLimits =
    [
        "No memory limit support",
        "No cpu cfs quota support",
        "No cpu shares support",
        "No pids limit support",
    ];

    /// <summary>Checks what does not depend on single services; returns what the engine says of itself.</summary>
    /// <exception cref="SiteException">The services can't be held to the release here.</exception>
    public async Task<EngineInfo> CheckAsync(SiteStack stack, CancellationToken cancellationToken)
    {
        progress.Started(Step);
        var asked = time.GetUtcNow();
        var info = await engine.System.InfoAsync(cancellationToken);
        var answered = time.GetUtcNow();
        CheckApi(await engine.System.ApiVersionAsync(cancellationToken), info);
        CheckHardening(info);
        CheckMemory(stack, info);
        if (ClockSkew.Judge(asked, info.SystemTime, answered) is { } warning)
        {
            progress.Warn(Step, warning);
        }

        progress.Done(Step, $"{info.OperatingSystem}, engine {info.ServerVersion} at {engine.Endpoint}");
        return info;
    }

    private static void CheckApi(string api, EngineInfo info)
    {
        if (Version.TryParse(api, out var version) && version < OldestApi)
        {
            throw new SiteException(
                ExitCode.Missing,
                $"The engine {info.ServerVersion} is too old: it speaks API {api}, and {OldestApi} is needed.",
                "Update the engine to Docker 20.10 or newer."
            );
        }
    }

    private static void CheckHardening(EngineInfo info)
    {
        if (info.OSType is not ("linux" or ""))
        {
            throw new SiteException(
                ExitCode.Missing,
                $"The engine runs {info.OSType} containers; the release's images are for linux.",
                "Switch the engine to Linux containers."
            );
        }

        if (!info.SecurityOptions.Any(option => option.StartsWith("name=seccomp", StringComparison.Ordinal)))
        {
            throw new SiteException(
                ExitCode.GateFailed,
                "The engine has no seccomp: it would run the services without their profiles.",
                "Use an engine and kernel with seccomp (docker info lists it under Security Options)."
            );
        }

        var lacking = info.Warnings.Where(warning =>
            UnenforcedLimits.Any(limit => warning.Contains(limit, StringComparison.OrdinalIgnoreCase))
        );
        if (lacking.FirstOrDefault() is { } warning)
        {
            throw new SiteException(
                ExitCode.GateFailed,
                $"The engine would not enforce the services' limits: {warning}.",
                "Enable the memory, cpu and pids control groups of the kernel, then restart the engine."
            );
        }
    }

    private void CheckMemory(SiteStack stack, EngineInfo info)
    {
        var needed = stack.Services.Sum(service => service.Runtime.MemoryBytes);
        if (info.MemTotal > 0 && needed > info.MemTotal)
        {
            throw new SiteException(
                ExitCode.NoRoom,
                $"The engine's machine has {Mebibytes(info.MemTotal)} MiB of memory; the services may use {Mebibytes(needed)} MiB.",
                "Give the machine more memory."
            );
        }

        if (engine.Endpoint.Kind == EngineEndpointKind.UnixSocket && AvailableMemory.Read() is { } available && available < needed)
        {
            progress.Warn(
                Step,
                $"only {Mebibytes(available)} MiB of memory are available now; the services may use {Mebibytes(needed)} MiB at their limits"
            );
        }
    }

    private static string Mebibytes(long bytes) => (bytes / (1024 * 1024)).ToString(CultureInfo.InvariantCulture);
}
