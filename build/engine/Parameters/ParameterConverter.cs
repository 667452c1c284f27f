using System.ComponentModel;
using Nuke.Common.IO;

namespace Nuke.Common.Execution;

/// <summary>Turns the texts given for a parameter into a value of its type.</summary>
internal static class ParameterConverter
{
    /// <summary>The value of the parameter's type: a scalar, an array or a list.</summary>
    /// <exception cref="BuildUsageException">The texts don't fit; the message says where they come from and what would.</exception>
    public static object Convert(Parameter parameter, ParameterValue value)
    {
        var tokens = Split(parameter, value.Tokens);
        if (parameter.IsList)
        {
            return List(parameter, [.. tokens.Select(token => Item(parameter, token, value))]);
        }

        return tokens.Count switch
        {
            0 when parameter.ItemType == typeof(bool) => true,
            0 => throw new BuildUsageException($"{value.Source}: a value is missing ({Expectation(parameter)})."),
            1 => Item(parameter, tokens[0], value),
            _ => throw new BuildUsageException(
                $"{value.Source}: one value is expected, not {tokens.Count} ('{string.Join("' '", tokens)}')."
            ),
        };
    }

    private static IReadOnlyList<string> Split(Parameter parameter, IReadOnlyList<string> tokens) =>
        parameter is { IsList: true, Separator: { } separator }
            ?
            [
                .. tokens.SelectMany(token =>
                    token.Split(separator, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                ),
            ]
            : tokens;

    private static object List(Parameter parameter, object[] items)
    {
        var array = Array.CreateInstance(parameter.ItemType, items.Length);
        items.CopyTo(array, 0);
        return parameter.Type.IsInstanceOfType(array) ? array : Activator.CreateInstance(parameter.Type, array)!;
    }

    private static object Item(Parameter parameter, string token, ParameterValue value)
    {
        var type = parameter.ItemType;
        try
        {
            return type switch
            {
                _ when type == typeof(string) => token,
                _ when type == typeof(bool) => Boolean(token),
                _ when type == typeof(AbsolutePath) => AbsolutePath.Create(Path.Combine(value.Folder, NotBlank(token))),
                _ when type.IsEnum => Choice(type, token),
                _ => TypeDescriptor.GetConverter(type).ConvertFromInvariantString(token)!,
            };
        }
        catch (Exception unfit) when (unfit is FormatException or ArgumentException or NotSupportedException or OverflowException)
        {
            var shown = parameter.IsSecret ? "the value" : $"'{token}'";
            throw new BuildUsageException(
                $"{value.Source}: {shown} does not fit --{Names.Dashed(parameter.Name)} ({Expectation(parameter)})."
            );
        }
    }

    private static object Boolean(string token) =>
        token switch
        {
            "1" => true,
            "0" => false,
            _ => bool.Parse(token),
        };

    // Enum.Parse would take any number, also one that is no member.
    private static object Choice(Type type, string token) =>
        Enum.GetNames(type).FirstOrDefault(name => Names.Same(name, token)) is { } name
            ? Enum.Parse(type, name)
            : throw new FormatException(token);

    private static string NotBlank(string token) => string.IsNullOrWhiteSpace(token) ? throw new FormatException(token) : token;

    private static string Expectation(Parameter parameter) =>
        parameter.ItemType switch
        {
            var type when type == typeof(bool) => "true or false",
            var type when type == typeof(AbsolutePath) => "a path",
            var type when type == typeof(TimeSpan) => "a duration such as 00:30:00",
            var type when type == typeof(string) => "a text",
            { IsEnum: true } => $"one of {string.Join(", ", parameter.ValueSet!)}",
            var type => $"of type {type.Name}",
        };
}
