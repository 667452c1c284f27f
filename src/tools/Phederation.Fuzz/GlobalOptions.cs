using System.CommandLine;
using Phederation.Fuzzing.Models;

namespace Phederation.Fuzz;

/// <summary>The options that more than one command takes.</summary>
internal sealed class GlobalOptions
{
    /// <summary>Makes them for the models that can be chosen.</summary>
    public GlobalOptions(ServiceModels models)
    {
        Models = models;
        Model = new("--model")
        {
            Description =
                $"What the target is: {string.Join("; ", models.Entries.Select(entry => $"{entry.Usage}, {entry.Description}"))}.",
            HelpName = "NAME",
            Required = true,
        };
    }

    /// <summary>The models that can be chosen.</summary>
    public ServiceModels Models { get; }

    /// <summary>The model.</summary>
    public Option<string> Model { get; }

    /// <summary>The target's address.</summary>
    public Option<Uri?> Target { get; } =
        new("--target")
        {
            Description = "The address that the service's paths are relative to: http://127.0.0.1:8080/fhir.",
            HelpName = "URL",
            Required = true,
            CustomParser = Parsing.Address,
        };

    /// <summary>The seed.</summary>
    public Option<ulong> Seed { get; } =
        new("--seed")
        {
            Description = "The seed of all choices: the same one makes the same campaign. Default: 1.",
            HelpName = "N",
            DefaultValueFactory = _ => 1,
        };

    /// <summary>How many requests.</summary>
    public Option<long?> Requests { get; } =
        new("--requests")
        {
            Description = "How many requests are sent at most.",
            HelpName = "N",
            CustomParser = Parsing.Count,
        };

    /// <summary>How long.</summary>
    public Option<TimeSpan?> Budget { get; } =
        new("--budget")
        {
            Description = "How long it takes at most, without pauses between its parts: 30s, 10m, 2h.",
            HelpName = "TIME",
            CustomParser = Parsing.Time,
        };

    /// <summary>Hosts that may be asked.</summary>
    public Option<string[]> AllowHost { get; } =
        new("--allow-host")
        {
            Description = "A host beside this machine that may be asked: say it only of one that is yours to attack. Needs --requests.",
            HelpName = "HOST",
            DefaultValueFactory = _ => [],
            AllowMultipleArgumentsPerToken = false,
        };

    /// <summary>What fails the command.</summary>
    public Option<FailOn> FailOn { get; } =
        new("--fail-on")
        {
            Description =
                "From which severity on a confirmed fault fails the command: note, warning, error, critical, or never. Default: error.",
            HelpName = "SEVERITY",
            DefaultValueFactory = _ => Fuzz.FailOn.Error,
        };

    /// <summary>Colours off.</summary>
    public Option<bool> NoColor { get; } =
        new("--no-color") { Description = "Plain text without colours; also by the environment variable NO_COLOR.", Recursive = true };
}
