using Phederation.Images;
using Phederation.Images.Dockerfiles;
using Phederation.Seccomp.Recording;
using Phederation.Site;
using Phederation.Workloads.Running;

namespace Phederation.Pipeline;

/// <summary>Which code of the one table a failed stage ends with.</summary>
public static class PipelineExitCodes
{
    /// <summary>The exit code of an exception that ended a stage.</summary>
    public static int For(Exception error) =>
        error switch
        {
            PipelineException pipeline => pipeline.ExitCode,
            ImageException image => For(image.Fault),
            DockerfileException => ExitCode.BadInput,
            RecorderUnavailableException => ExitCode.Missing,
            WorkloadFailedException => ExitCode.GateFailed,
            _ => ExitCodes.For(error, ExitCode.BuildFailed),
        };

    private static int For(ImageFault fault) =>
        fault switch
        {
            ImageFault.BadDefinition or ImageFault.LockOutdated => ExitCode.BadInput,
            ImageFault.ImageMissing => ExitCode.Missing,
            ImageFault.PackageNotServed or ImageFault.PackageServiceFailed => ExitCode.ServiceFailed,
            ImageFault.HashMismatch or ImageFault.MalformedPackage or ImageFault.MalformedImage => ExitCode.Refused,
            ImageFault.ArtifactAbsent => ExitCode.Missing,
            ImageFault.ProgramNotMade => ExitCode.BuildFailed,
            ImageFault.NoRoom => ExitCode.NoRoom,
            ImageFault.BuildTooLong => ExitCode.TimedOut,
            _ => ExitCode.GateFailed,
        };
}
