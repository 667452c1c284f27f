using Phederation.Fuzzing.Journals;

namespace Phederation.Fuzzing.Campaigns;

/// <summary>Tells whether a journal's campaign is the one that is meant.</summary>
internal static class CampaignFit
{
    /// <summary>Refuses to go on with another campaign.</summary>
    /// <param name="journal">What the journal's was begun with.</param>
    /// <param name="wanted">What this one would be begun with.</param>
    /// <param name="folder">The campaign's folder, for the message.</param>
    /// <exception cref="FuzzException">They differ.</exception>
    public static void Check(JournalHeader journal, JournalHeader wanted, string folder)
    {
        var difference =
            journal.Model != wanted.Model ? $"the model is {journal.Model}, not {wanted.Model}"
            : journal.Seed != wanted.Seed ? $"the seed is {journal.Seed}, not {wanted.Seed}"
            : journal.Shards.ToString() != wanted.Shards.ToString() ? $"the shard is {journal.Shards}, not {wanted.Shards}"
            : journal.BasePath != wanted.BasePath ? $"the base path is '{journal.BasePath}', not '{wanted.BasePath}'"
            : !journal.Actors.SequenceEqual(wanted.Actors) ? $"the actors are {Names(journal.Actors)}, not {Names(wanted.Actors)}"
            : !journal.Operations.SequenceEqual(wanted.Operations) ? "the model has other operations"
            : null;
        if (difference is not null)
        {
            throw new FuzzException(
                FuzzErrorKind.Usage,
                $"{folder}: the campaign there is another: {difference}.",
                "Go on with it by the options that it was begun with, or name another folder."
            );
        }
    }

    private static string Names(IReadOnlyList<string> names) => names.Count == 0 ? "none" : string.Join(", ", names);
}
