using System.Text;

namespace Phederation.Launcher.Output;

/// <summary>Asks for a secret at a terminal, of which nothing is shown. (That of Spectre.Console can't be trimmed.)</summary>
internal static class HiddenPrompt
{
    private const int Longest = 4096;

    /// <summary>What was typed before Enter.</summary>
    public static byte[] Ask(string question)
    {
        Console.Error.Write($"{question} (not shown): ");
        var typed = new StringBuilder();
        while (Console.ReadKey(intercept: true) is { Key: not ConsoleKey.Enter } key)
        {
            if (key.Key == ConsoleKey.Backspace)
            {
                typed.Length = Math.Max(0, typed.Length - 1);
            }
            else if (!char.IsControl(key.KeyChar) && typed.Length < Longest)
            {
                typed.Append(key.KeyChar);
            }
        }

        Console.Error.WriteLine();
        var secret = Encoding.UTF8.GetBytes(typed.ToString());
        typed.Clear();
        return secret;
    }
}
