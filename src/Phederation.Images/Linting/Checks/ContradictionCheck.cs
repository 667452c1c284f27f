using System.Globalization;
using Phederation.Images.Dockerfiles;
using Phederation.Images.Dockerfiles.Instructions;
using Phederation.Images.Dockerfiles.Resolving;
using Phederation.Images.Linting.Rules;

namespace Phederation.Images.Linting.Checks;

/// <summary>Holds a Dockerfile to the image.toml beside it, as far as both say something.</summary>
internal sealed class ContradictionCheck : ILintCheck
{
    public IEnumerable<LintFinding> Run(LintSubject subject)
    {
        if (subject.Definition is not { } definition)
        {
            yield break;
        }

        var expected = string.Create(CultureInfo.InvariantCulture, $"{definition.User.UserId}:{definition.User.GroupId}");
        if (
            Last<UserInstruction>(subject) is { } user
            && IsDigits(user.User.Raw.Replace(":", "", StringComparison.Ordinal))
            && !IsRoot(user)
            && user.User.Raw != expected
        )
        {
            yield return At(user, user.User, $"runs as {user.User}, image.toml says {expected}");
        }

        if (Last<HealthcheckInstruction>(subject) is { Command: not null } check && definition.HealthyWithin is null)
        {
            yield return Finding.At(
                CorrectnessRules.Contradiction,
                check,
                "has a health check, image.toml has no table [health]; bring the two together"
            );
        }

        if (definition.Runtime is not { } runtime)
        {
            yield break;
        }

        if (
            Last<StopSignalInstruction>(subject) is { Signal.HasVariables: false } signal
            && runtime.StopSignal.Length > 0
            && signal.Signal.Raw != runtime.StopSignal
        )
        {
            yield return At(signal, signal.Signal, $"is stopped with {signal.Signal}, image.toml says {runtime.StopSignal}");
        }

        var exposed = subject.InImage.OfType<ExposeInstruction>().ToList();
        foreach (
            var port in runtime.Ports.Where(port =>
                exposed.Count > 0 && !exposed.SelectMany(expose => expose.Ports).Any(text => Covers(text, port.ContainerPort))
            )
        )
        {
            yield return At(exposed[^1], exposed[^1].Ports[0], $"does not expose {port.ContainerPort}, which image.toml publishes");
        }
    }

    private static T? Last<T>(LintSubject subject)
        where T : DockerfileInstruction => subject.InImage.OfType<T>().LastOrDefault();

    private static LintFinding At(DockerfileInstruction instruction, DockerfileText text, string what) =>
        Finding.At(CorrectnessRules.Contradiction, instruction, text, what + "; bring the two together");

    private static bool Covers(DockerfileText text, int port) =>
        text.HasVariables || (PortRange.TryParse(text.Raw) is { } range && range.First <= port && port <= range.Last);

    // Root has a rule of its own.
    private static bool IsRoot(UserInstruction user) => user.User.Raw.Split(':')[0].All(digit => digit == '0');

    private static bool IsDigits(string text) => text.Length > 0 && text.All(char.IsAsciiDigit);
}
