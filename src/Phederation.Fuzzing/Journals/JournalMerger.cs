using Phederation.Fuzzing.Sharding;

namespace Phederation.Fuzzing.Journals;

/// <summary>Joins the journals of a split campaign's shards to one, as if they had been run side by side.</summary>
public static class JournalMerger
{
    /// <summary>Joins journals.</summary>
    /// <param name="paths">The folders of the campaigns, or their journals; merged ones too.</param>
    /// <param name="into">The folder of the joined journal, which has none yet.</param>
    /// <param name="time">The clock.</param>
    /// <returns>The joined journal.</returns>
    /// <exception cref="FuzzException">They don't belong together, two have the same shard, or one is damaged.</exception>
    public static CampaignJournal Merge(IReadOnlyList<string> paths, string into, TimeProvider time)
    {
        if (paths.Count == 0)
        {
            throw new FuzzException(FuzzErrorKind.Usage, "No journal is named.", "Name the folders of the shards.");
        }

        var journals = paths.Select(path => (Path: path, Journal: CampaignJournal.Read(path))).ToList();
        var header = Join(journals);
        using (var writer = JournalWriter.Create(into, header, time))
        {
            Copy(journals, writer);
            if (journals.All(one => one.Journal.End is not null))
            {
                writer.Add(journals.Select(one => one.Journal.End!).MaxBy(end => end.At)!);
            }
        }

        return CampaignJournal.Read(into);
    }

    private static JournalHeader Join(List<(string Path, CampaignJournal Journal)> journals)
    {
        var (firstPath, first) = journals[0];
        var owners = new SortedDictionary<int, string>();
        foreach (var (path, journal) in journals)
        {
            var header = journal.Header;
            var difference =
                header.Model != first.Header.Model ? $"the models are {header.Model} and {first.Header.Model}"
                : header.Tool != first.Header.Tool ? $"the versions of the program are {header.Tool} and {first.Header.Tool}"
                : header.Seed != first.Header.Seed ? $"the seeds are {header.Seed} and {first.Header.Seed}"
                : header.Shards.Count != first.Header.Shards.Count
                    ? $"one is split into {header.Shards.Count} shards, the other into {first.Header.Shards.Count}"
                : header.BasePath != first.Header.BasePath ? $"the base paths are '{header.BasePath}' and '{first.Header.BasePath}'"
                : !header.Operations.SequenceEqual(first.Header.Operations) ? "the operations of the models differ"
                : !header.Actors.SequenceEqual(first.Header.Actors) ? "the actors differ"
                : null;
            if (difference is not null)
            {
                throw new FuzzException(
                    FuzzErrorKind.BadInput,
                    $"{JournalFile.Locate(path)}:1:{JournalLine.Prefix + 1}: it isn't of the same campaign as {firstPath}: {difference}.",
                    "Join the shards of one campaign only."
                );
            }

            foreach (var index in header.Shards.Indexes)
            {
                if (!owners.TryAdd(index, path))
                {
                    throw new FuzzException(
                        FuzzErrorKind.BadInput,
                        $"{JournalFile.Locate(path)}:1:{JournalLine.Prefix + 1}: the shard {index} is in {owners[index]} too.",
                        "Name each shard once."
                    );
                }
            }
        }

        return first.Header with
        {
            Shards = new ShardSet(first.Header.Shards.Count, [.. owners.Keys]),
            Started = journals.Min(one => one.Journal.Header.Started),
        };
    }

    // By each campaign's own time: the curves of the joined one are those of shards that ran side by side.
    private static void Copy(List<(string Path, CampaignJournal Journal)> journals, JournalWriter writer)
    {
        var sources = journals.Select(one => new JournalCursor(JournalFile.Locate(one.Path), one.Journal.IntactLength)).ToList();
        try
        {
            var queue = new PriorityQueue<JournalCursor, (TimeSpan, int)>();
            for (var index = 0; index < sources.Count; index++)
            {
                Enqueue(sources[index], index);
            }

            while (queue.TryDequeue(out var source, out var place))
            {
                writer.AddRecord(source.Json, source.Scenario);
                Enqueue(source, place.Item2);
            }

            void Enqueue(JournalCursor source, int index)
            {
                if (source.MoveNext())
                {
                    queue.Enqueue(source, (source.At, index));
                }
            }
        }
        finally
        {
            sources.ForEach(source => source.Dispose());
        }
    }
}
