namespace Phederation.Fuzzing.Reproducing;

/// <summary>
/// Finds a small part of a list that still shows something: ddmin of Zeller and Hildebrandt (2002). What it returns is 1-minimal where it was not stopped:
/// without any single item, it doesn't show it any more.
/// </summary>
public static class DeltaDebugging
{
    /// <summary>Makes a list small.</summary>
    /// <param name="items">The list, which shows it.</param>
    /// <param name="shows">Whether a part of it, in the same order, shows it.</param>
    /// <param name="isOver">Whether to stop: then the smallest part that was found counts.</param>
    /// <param name="cancellationToken">Ends the trying with an exception.</param>
    public static async Task<IReadOnlyList<T>> MinimiseAsync<T>(
        IReadOnlyList<T> items,
        Func<IReadOnlyList<T>, CancellationToken, Task<bool>> shows,
        Func<bool> isOver,
        CancellationToken cancellationToken
    )
    {
        var parts = 2;
        while (items.Count > 0 && !isOver())
        {
            if (items.Count == 1)
            {
                return await shows([], cancellationToken) ? [] : items;
            }

            parts = Math.Min(parts, items.Count);
            if (await FirstAsync(Complements(items, parts), shows, isOver, cancellationToken) is { } smaller)
            {
                items = smaller;
                parts = Math.Max(parts - 1, 2);
            }
            else if (parts == items.Count)
            {
                return items;
            }
            else
            {
                parts = Math.Min(parts * 2, items.Count);
            }
        }

        return items;
    }

    private static async Task<IReadOnlyList<T>?> FirstAsync<T>(
        IEnumerable<IReadOnlyList<T>> candidates,
        Func<IReadOnlyList<T>, CancellationToken, Task<bool>> shows,
        Func<bool> isOver,
        CancellationToken cancellationToken
    )
    {
        foreach (var candidate in candidates)
        {
            if (isOver())
            {
                return null;
            }

            if (await shows(candidate, cancellationToken))
            {
                return candidate;
            }
        }

        return null;
    }

    /// <summary>The list without each of its parts, of which there are so many, of sizes that differ by one at most.</summary>
    private static IEnumerable<IReadOnlyList<T>> Complements<T>(IReadOnlyList<T> items, int parts)
    {
        for (var part = 0; part < parts; part++)
        {
            var (from, to) = ((int)((long)items.Count * part / parts), (int)((long)items.Count * (part + 1) / parts));
            yield return [.. items.Take(from), .. items.Skip(to)];
        }
    }
}
