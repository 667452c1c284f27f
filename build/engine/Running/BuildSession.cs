namespace Nuke.Common.Execution;

/// <summary>A build with its targets found: sets parameters, plans, and shows help, shows the plan, or runs it.</summary>
internal sealed class BuildSession(NukeBuild build, IReadOnlyList<ExecutableTarget> targets, BuildContext context, CommandLine commandLine)
{
    private readonly IReadOnlyList<Parameter> _own = ParameterDiscovery.Find(build.GetType());

    /// <summary>Does what the command line asks for.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> RunAsync()
    {
        var reader = ParameterReader.Create(commandLine, context);
        reader.RejectUnknown([.. ParameterDiscovery.BuiltIn, .. _own]);
        context.Output.Verbosity = BuiltIn(reader, "Verbosity", Verbosity.Normal);
        build.RaiseBuildCreated();
        var quiet = ParameterInjection.Inject(build, _own, reader, context.Secrets);
        WriteSchema();
        if (BuiltIn(reader, "Help", fallback: false))
        {
            context.Output.Write(HelpText.Of(targets, _own, build.AllExitCodes));
            return 0;
        }

        build.ExecutionPlan = Plan(reader);
        var skipped = Skipped(reader);
        if (BuiltIn(reader, "Plan", fallback: false))
        {
            Skipping.Mark(build.ExecutionPlan, skipped);
            context.Output.Write(PlanText.Of(build.ExecutionPlan));
            return 0;
        }

        if (!BuiltIn(reader, "NoLogo", fallback: false))
        {
            Introduce(quiet);
        }

        return await ExecuteAsync(skipped);
    }

    private async Task<int> ExecuteAsync(IReadOnlyList<ExecutableTarget>? skipped)
    {
        var started = context.Clock.GetTimestamp();
        Skipping.Mark(build.ExecutionPlan, skipped);
        Requirements.Check(build, _own);
        build.RaiseBuildInitialized();
        var failure = await new BuildExecutor(build, context).ExecuteAsync();
        context.Output.WriteSummary(build.ExecutionPlan, context.Clock.GetElapsedTime(started), context.Clock.GetLocalNow());
        build.RaiseBuildFinished();
        return build.ExitCode ?? ExitCodeOf(failure);
    }

    private int ExitCodeOf(Exception? failure) =>
        failure switch
        {
            _ when context.Cancellation.IsCancellationRequested && !build.IsSucceeding => Interruption.ExitCode,
            not null => build.ExactExitCode(failure) ?? BuildRunner.FailureExitCode,
            _ => build.IsSucceeding ? 0 : BuildRunner.FailureExitCode,
        };

    private IReadOnlyList<ExecutableTarget> Plan(ParameterReader reader)
    {
        var invoked = TargetsOf(reader, ParameterDiscovery.Target) ?? [.. targets.Where(target => target.IsDefault)];
        foreach (var target in invoked)
        {
            target.Invoked = true;
        }

        return invoked.Count > 0
            ? ExecutionPlanner.Plan(invoked)
            : throw new BuildUsageException("No target is named, and this build has no default target.");
    }

    /// <summary>The targets to leave out: null for none, empty for all that were not invoked.</summary>
    private IReadOnlyList<ExecutableTarget>? Skipped(ParameterReader reader) => TargetsOf(reader, ParameterDiscovery.Skip);

    private List<ExecutableTarget>? TargetsOf(ParameterReader reader, string parameterName)
    {
        var parameter = ParameterDiscovery.BuiltIn.First(parameter => parameter.Name == parameterName);
        return reader.Find(parameter) is { } value
            ? [.. ((string[])ParameterConverter.Convert(parameter, value)).Select(TargetOf).Distinct()]
            : null;
    }

    private ExecutableTarget TargetOf(string name) =>
        targets.FirstOrDefault(target => Names.Same(target.Name, name))
        ?? throw new BuildUsageException(
            $"There is no target '{name}'. {Names.Suggest(name, targets.Where(target => target.IsListed).Select(target => target.Name))}"
        );

    private static T BuiltIn<T>(ParameterReader reader, string name, T fallback)
    {
        var parameter = ParameterDiscovery.BuiltIn.First(parameter => parameter.Name == name);
        return reader.Find(parameter) is { } value ? (T)ParameterConverter.Convert(parameter, value) : fallback;
    }

    private void WriteSchema()
    {
        try
        {
            BuildSchema.Write(context.Root, BuildSchema.Text(targets, _own));
        }
        catch (Exception unwritable) when (unwritable is IOException or UnauthorizedAccessException)
        {
            // It only helps editors; a checkout that can't be written to can still be built from.
            context.Output.Write($"warning: .nuke/build.schema.json was not updated: {unwritable.Message}", Tone.Warning);
        }
    }

    private void Introduce(IReadOnlyList<(Parameter Parameter, ParameterValue Value)> quiet)
    {
        context.Output.Write($"{build.GetType().Assembly.GetName().Name} in {context.Root}", Tone.Faint);
        foreach (var (parameter, value) in quiet)
        {
            var shown = parameter.IsSecret ? SecretMask.Shown : string.Join(" ", value.Tokens);
            context.Output.Write($"--{Names.Dashed(parameter.Name)} {shown}  (from {value.Source})", Tone.Faint);
        }
    }
}
