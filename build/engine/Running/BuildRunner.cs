using System.Linq.Expressions;
using System.Reflection;

namespace Nuke.Common.Execution;

/// <summary>One run of a build from its arguments to its exit code.</summary>
internal static class BuildRunner
{
    /// <summary>The exit code of a failed build: -1, which a shell sees as 255.</summary>
    public const int FailureExitCode = 255;

    /// <summary>Runs a build; every error becomes a message and an exit code.</summary>
    public static async Task<int> RunAsync<T>(BuildContext context, params Expression<Func<T, Target>>[] defaults)
        where T : NukeBuild, new()
    {
        BuildContext.Current = context;
        try
        {
            var commandLine = CommandLine.Parse(Normalise(context.Arguments));
            context.Root = RootFolder.Find(context, commandLine);
            var build = new T();
            var targets = TargetDiscovery.Find(build, defaults.Select(expression => expression.Compile()(build)));
            return await new BuildSession(build, targets, context, commandLine).RunAsync();
        }
        catch (Exception exception)
        {
            return Report(context, exception is TargetInvocationException { InnerException: { } inner } ? inner : exception);
        }
    }

    // -h is what people type when they are lost; a parameter has no short form otherwise.
    private static IReadOnlyList<string> Normalise(IReadOnlyList<string> arguments) =>
        [.. arguments.Select(argument => argument is "-h" or "-?" ? "--help" : argument)];

    private static int Report(BuildContext context, Exception exception)
    {
        switch (exception)
        {
            case BuildUsageException:
                context.Output.Write($"error: {exception.Message}", Tone.Failure);
                context.Output.Write("       --help shows the targets and parameters.", Tone.Failure);
                return BuildUsageException.ExitCode;
            case ParameterFileException:
                context.Output.Write($"error: {exception.Message}", Tone.Failure);
                return ParameterFileException.ExitCode;
            case BuildDefinitionException:
                context.Output.Write($"error: {exception.Message}", Tone.Failure);
                return FailureExitCode;
            default:
                context.Output.Write($"error: the build could not start: {exception}", Tone.Failure);
                return FailureExitCode;
        }
    }
}
