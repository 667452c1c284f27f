namespace Phederation.FhirModel;

/// <summary>Finds which search parameters of a type are covered by the rows of others.</summary>
internal static class SharedRows
{
    /// <summary>Settles by whose rows each parameter is found.</summary>
    public static void Settle(IReadOnlyCollection<SearchParameter> parameters)
    {
        // Those that look at fewer places first: the larger ones are made of them.
        var settled = new List<SearchParameter>();
        foreach (
            var parameter in parameters
                .OrderBy(one => one.Paths.Count)
                .ThenBy(one => one.Paths.Count(HasTarget))
                .ThenBy(one => one.Code, StringComparer.Ordinal)
        )
        {
            parameter.Stored = [parameter];
            if (Cover(parameter, settled) is { } covered)
            {
                parameter.Stored = covered;
            }
            else if (parameter.Kind == SearchKind.Reference && Target(parameter) is { } target && Wider(parameter, settled) is { } wider)
            {
                parameter.Stored = [wider];
                parameter.OnlyTarget = target;
            }

            if (parameter.IsStored)
            {
                settled.Add(parameter);
            }
        }
    }

    private static List<SearchParameter>? Cover(SearchParameter parameter, List<SearchParameter> settled)
    {
        var open = parameter.Paths.Select(Text).ToHashSet();
        var found = new List<SearchParameter>();
        foreach (var other in settled.Where(one => one.Kind == parameter.Kind && HaveSameParts(one, parameter)))
        {
            if (other.Paths.All(path => open.Contains(Text(path))))
            {
                open.ExceptWith(other.Paths.Select(Text));
                found.Add(other);
            }
        }

        return open.Count == 0 ? found : null;
    }

    private static bool HaveSameParts(SearchParameter one, SearchParameter other) =>
        one.Parts.Count == other.Parts.Count
        && one.Parts.Zip(other.Parts)
            .All(pair =>
                pair.First.Kind == pair.Second.Kind && pair.First.Paths.Select(Text).SequenceEqual(pair.Second.Paths.Select(Text))
            );

    /// <summary>The one type that all paths of a parameter ask of their references.</summary>
    private static string? Target(SearchParameter parameter)
    {
        var targets = parameter.Paths.Select(path => path.Steps[^1].Target).Distinct().ToList();
        return targets is [{ } target] ? target : null;
    }

    private static SearchParameter? Wider(SearchParameter parameter, List<SearchParameter> settled)
    {
        var paths = parameter.Paths.Select(Untargeted).Order(StringComparer.Ordinal).ToList();
        return settled.Find(other =>
            other.Kind == SearchKind.Reference
            && other.Paths.All(path => !HasTarget(path))
            && other.Paths.Select(Text).Order(StringComparer.Ordinal).SequenceEqual(paths)
        );
    }

    private static bool HasTarget(SearchPath path) => path.Steps.Any(step => step.Target is not null);

    private static string Untargeted(SearchPath path) =>
        Text(path with { Steps = [.. path.Steps.Select(step => step with { Target = null })] });

    private static string Text(SearchPath path) => $"{string.Join('.', path.Steps)}:{path.Leaf}{path.FromResource}";
}
