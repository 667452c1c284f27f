using System.Reflection;

namespace Nuke.Common.Execution;

/// <summary>Finds the targets of a build: every instance property of type <see cref="Target" />, in the order of declaration.</summary>
internal static class TargetDiscovery
{
    /// <summary>All targets of the build with their links resolved.</summary>
    /// <exception cref="BuildDefinitionException">A link points at something that is no target of the build.</exception>
    public static IReadOnlyList<ExecutableTarget> Find(NukeBuild build, IEnumerable<Target> defaults)
    {
        var targets = Properties(build.GetType()).Select(property => Create(build, property)).ToList();
        var byFactory = targets.ToDictionary(target => target.Factory);
        foreach (var target in targets)
        {
            Resolve(target, byFactory);
        }

        foreach (var factory in defaults)
        {
            Lookup(byFactory, factory, "the default target").IsDefault = true;
        }

        return targets;
    }

    private static IEnumerable<PropertyInfo> Properties(Type type)
    {
        const BindingFlags Own = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
        var chain = new Stack<Type>();
        for (var current = type; current is not null && current != typeof(NukeBuild); current = current.BaseType)
        {
            chain.Push(current);
        }

        return chain
            .SelectMany(level => level.GetProperties(Own).OrderBy(property => property.MetadataToken))
            .Where(property => property.PropertyType == typeof(Target))
            .GroupBy(property => property.Name)
            .Select(overrides => overrides.Last());
    }

    private static ExecutableTarget Create(NukeBuild build, PropertyInfo property)
    {
        var factory =
            (Target?)property.GetValue(build)
            ?? throw new BuildDefinitionException($"The target '{property.Name}' is null: it needs '=> _ => _' and what it does.");
        var definition = new TargetDefinition();
        factory(definition);
        return new ExecutableTarget(property.Name, factory, definition);
    }

    private static void Resolve(ExecutableTarget target, Dictionary<Target, ExecutableTarget> all)
    {
        foreach (var kind in Enum.GetValues<LinkKind>())
        {
            foreach (var factory in target.LinksOf(kind))
            {
                Connect(target, kind, Lookup(all, factory, $"{kind} of the target '{target.Name}'"));
            }
        }
    }

    private static void Connect(ExecutableTarget target, LinkKind kind, ExecutableTarget other)
    {
        var (from, to) = kind switch
        {
            LinkKind.DependsOn => (target.Dependencies, other),
            LinkKind.DependentFor => (other.Dependencies, target),
            LinkKind.After => (target.Predecessors, other),
            LinkKind.Before => (other.Predecessors, target),
            LinkKind.Triggers => (target.Triggered, other),
            _ => (other.Triggered, target),
        };
        if (!from.Contains(to))
        {
            from.Add(to);
        }
    }

    private static ExecutableTarget Lookup(Dictionary<Target, ExecutableTarget> all, Target factory, string where) =>
        all.TryGetValue(factory, out var target)
            ? target
            : throw new BuildDefinitionException($"{where} points at something that is no target property of this build.");
}
