using System.Linq.Expressions;

namespace Nuke.Common.Execution;

/// <summary>Something that must hold before anything runs: a member that has a value, or a condition.</summary>
internal sealed class Requirement(LambdaExpression expression)
{
    private readonly LambdaExpression _expression = expression;

    /// <summary>The member that must have a value; null for a condition.</summary>
    public string? Member => IsCondition ? null : (_expression.Body as MemberExpression)?.Member.Name;

    /// <summary>How a condition reads.</summary>
    public string Text => _expression.Body.ToString();

    private bool IsCondition => _expression.ReturnType == typeof(bool);

    /// <summary>Whether it holds now.</summary>
    public bool Holds() =>
        _expression.Compile().DynamicInvoke() switch
        {
            bool condition when IsCondition => condition,
            null => false,
            string text => !string.IsNullOrWhiteSpace(text),
            System.Collections.ICollection collection => collection.Count > 0,
            _ => true,
        };
}
