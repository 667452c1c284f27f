using Phederation.Fuzzing.Generating.Fhir.Rules;

namespace Phederation.Fuzzing.Generating.Fhir;

/// <summary>A type, ready to be made.</summary>
internal sealed class TypePlan(string name)
{
    private Dictionary<string, ElementPlan> _byName = [];

    /// <summary>The name, such as Patient.contact.</summary>
    public string Name => name;

    /// <summary>The elements in the order of the definition.</summary>
    public IReadOnlyList<ElementPlan> Elements { get; private set; } = [];

    /// <summary>What the standard asks beyond structure.</summary>
    public Rule? Rule { get; } = RuleTable.Find(name);

    /// <summary>An element by its name without the mark of a choice.</summary>
    /// <exception cref="KeyNotFoundException">There is none: a rule is written wrong.</exception>
    public ElementPlan Element(string element) =>
        _byName.TryGetValue(element, out var plan) ? plan : throw new KeyNotFoundException($"{name} has no element {element}");

    /// <summary>Takes the elements, which may lead back to this type.</summary>
    public void Complete(IReadOnlyList<ElementPlan> elements)
    {
        Elements = elements;
        _byName = elements.ToDictionary(one => one.Name);
    }
}
