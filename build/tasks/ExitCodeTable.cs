using Phederation.ParserFuzzing;
using Phederation.Pipeline;
using Phederation.Provisioning;
using Codes = Phederation.Site.ExitCode;

namespace Phederation.BuildTasks;

/// <summary>Which exit code the build ends with, from the one table that the launcher uses too.</summary>
internal static class ExitCodeTable
{
    /// <summary>What the codes mean, for the help.</summary>
    public static IReadOnlyList<(int Code, string Meaning)> Meanings { get; } =
    [
        (Codes.Success, "done"),
        (Codes.Usage, "the command line is wrong: an unknown target, parameter or value"),
        (Codes.BadInput, "a file is malformed; the message has file:line:column"),
        (Codes.Missing, "something is not there: an engine, a program, a file"),
        (Codes.Denied, "the engine or the system denied access"),
        (Codes.Refused, "a signature, digest, profile or verdict does not fit"),
        (Codes.TimedOut, "something did not become ready or end in its time"),
        (Codes.GateFailed, "a gate failed: a test, a fuzzed parser, a denied syscall, a different answer, lost events"),
        (Codes.NoRoom, "no room left on the disk or in memory"),
        (Codes.ServiceFailed, "a registry, trust or package service failed or lacks what was asked of it"),
        (Codes.WrongCredentials, "a passphrase, password or token is wrong"),
        (Codes.EngineFailed, "the engine answered with an error"),
        (Codes.Conflict, "a name, port or lock that is needed is held by something that is not ours"),
        (Codes.Interrupted, "interrupted; run it again to go on"),
        (Codes.BuildFailed, "the build failed otherwise"),
    ];

    /// <summary>The code for an exception that ended a target; null for one that nobody expected, whose stack is worth showing.</summary>
    public static int? Of(Exception exception) =>
        exception switch
        {
            ProvisioningException provisioning => Of(provisioning.Failure),
            ParserFuzzingException fuzzing => Of(fuzzing.Fault),
            TestsFailedException => Codes.GateFailed,
            FormatFailedException => Codes.GateFailed,
            DotNetFailedException => Codes.BuildFailed,
            _ => PipelineExitCodes.For(exception) is var code and not Codes.BuildFailed ? code : null,
        };

    private static int Of(ParserFuzzingFault fault) =>
        fault switch
        {
            ParserFuzzingFault.Usage => Codes.Usage,
            ParserFuzzingFault.BadInput => Codes.BadInput,
            ParserFuzzingFault.Missing => Codes.Missing,
            ParserFuzzingFault.Found => Codes.GateFailed,
            _ => Codes.BuildFailed,
        };

    private static int Of(ProvisioningFailure failure) =>
        failure switch
        {
            ProvisioningFailure.Denied => Codes.Denied,
            ProvisioningFailure.TimedOut => Codes.TimedOut,
            ProvisioningFailure.ServiceFailed => Codes.ServiceFailed,
            _ => Codes.Missing,
        };
}
