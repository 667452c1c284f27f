using System.Text;

namespace Phederation.Fhir.Validation;

/// <summary>Where a validation is; it becomes a text only when something is wrong there.</summary>
internal sealed class Place
{
    private readonly List<(string Name, int Index)> _steps = new(16);

    /// <summary>Goes into a property, or an element of one.</summary>
    public void Enter(string name, int index = -1) => _steps.Add((name, index));

    /// <summary>Goes back.</summary>
    public void Leave() => _steps.RemoveAt(_steps.Count - 1);

    /// <summary>As FHIRPath, such as Patient.name[0].family.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (var (name, index) in _steps)
        {
            text.Append(text.Length > 0 ? "." : "").Append(name);
            if (index >= 0)
            {
                text.Append('[').Append(index).Append(']');
            }
        }

        return text.ToString();
    }
}
