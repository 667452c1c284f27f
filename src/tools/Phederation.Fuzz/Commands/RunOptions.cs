using System.CommandLine;
using Phederation.Fuzzing.Sharding;

namespace Phederation.Fuzz.Commands;

/// <summary>The options of <c>run</c> alone.</summary>
internal sealed class RunOptions
{
    public Option<string> Folder { get; } =
        Text("--folder", "DIR", "The folder of the campaign: its journal, corpus and logs. Default: fuzz.", "fuzz");

    public Option<bool> Resume { get; } =
        new("--resume") { Description = "Go on with the campaign in the folder; what was under way when it was cut off is run again." };

    public Option<Shard> Shard { get; } =
        new("--shard")
        {
            Description = "Which part of a split campaign this is: INDEX/COUNT, the index from 0.",
            HelpName = "I/N",
            DefaultValueFactory = _ => Fuzzing.Sharding.Shard.Whole,
            CustomParser = Parsing.ReadShard,
        };

    public Option<long?> Bytes { get; } =
        new("--bytes")
        {
            Description = "How many bytes go to the target and come from it at most: 10M, 2G.",
            HelpName = "SIZE",
            CustomParser = Parsing.Size,
        };

    public Option<long?> Rate { get; } =
        new("--rate")
        {
            Description = "How many requests are sent in a second at most.",
            HelpName = "N",
            CustomParser = Parsing.Count,
        };

    public Option<string[]> Actor { get; } =
        new("--actor")
        {
            Description =
                "Somebody who asks, with a file of mode 0600 that has their credentials (TOML: kind bearer, basic or login). Two show whether one sees"
                + " what is the other's.",
            HelpName = "NAME=FILE",
            DefaultValueFactory = _ => [],
            AllowMultipleArgumentsPerToken = false,
        };

    public Option<string?> Ca { get; } =
        File("--ca", "The certificates that an https target's is checked against (PEM). Default: the system's.");

    public Option<string?> Corpus { get; } = File("--corpus", "Scenarios to begin with, from an earlier campaign.");

    public Option<string?> SaveCorpus { get; } =
        File("--save-corpus", "Where the campaign's corpus goes. Default: corpus.json in its folder.");

    public Option<string?> Dictionary { get; } = File("--dictionary", "Words to put in, in AFL's format.");

    public Option<string?> Process { get; } =
        File("--process", "The target as a process to start (TOML: program, arguments, folder, environment, reload, disk, dependency).");

    public Option<string?> Container { get; } =
        Optional("--container", "NAME", "The target as a running container of the engine, which is restarted and killed now and then.");

    public Option<string?> Dependency { get; } =
        Optional(
            "--dependency",
            "NAME",
            "With --container, the container of its database, which is restarted and taken away now and then."
        );

    public Option<string?> ReloadSignal { get; } =
        Optional("--reload-signal", "SIGNAL", "With --container, the signal that makes it read its configuration again: SIGHUP.");

    public Option<string?> Disk { get; } =
        Optional("--disk", "PATH", "With --container, a small file system of it (tmpfs) that is filled now and then. Needs root.");

    public Option<double> EventShare { get; } =
        new("--event-share")
        {
            Description = "Which share of the campaign such events take, from 0 to 0.9. Default: 0.25.",
            HelpName = "SHARE",
            DefaultValueFactory = _ => 0.25,
        };

    public Option<TimeSpan?> AnswerLimit { get; } =
        new("--answer-limit")
        {
            Description = "How long an answer may take. Default: 10s.",
            HelpName = "TIME",
            CustomParser = Parsing.Time,
        };

    private static Option<string> Text(string name, string help, string description, string otherwise) =>
        new(name)
        {
            Description = description,
            HelpName = help,
            DefaultValueFactory = _ => otherwise,
        };

    private static Option<string?> Optional(string name, string help, string description) =>
        new(name) { Description = description, HelpName = help };

    private static Option<string?> File(string name, string description) => Optional(name, "FILE", description);
}
