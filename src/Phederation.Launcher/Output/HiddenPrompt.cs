using System.Text;

namespace Phederation.Launcher.Output;

/// <summary>Asks for a secret at a terminal, of which nothing is shown. (That of Spectre.Console can't be trimmed.)</summary>
internal static class HiddenPrompt
{
    private const int Longest = 4096;
    private static readonly TimeSpan TimeUntilWaiting = TimeSpan.FromMilliseconds(200);

    /// <summary>What was typed before Enter.</summary>
    public static async Task<byte[]> AskAsync(string question, CancellationToken cancellationToken)
    {
        // The terminal shows what is typed until the first key is waited for: the question comes after that.
        var first = Task.Run(() => Console.ReadKey(intercept: true));
        await Task.Delay(TimeUntilWaiting, cancellationToken);
        await Console.Error.WriteAsync($"{question} (not shown): ".AsMemory(), cancellationToken);
        var typed = new StringBuilder();
        for (var key = await first; key.Key != ConsoleKey.Enter; key = Console.ReadKey(intercept: true))
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

        await Console.Error.WriteLineAsync();
        var secret = Encoding.UTF8.GetBytes(typed.ToString());
        typed.Clear();
        return secret;
    }
}
