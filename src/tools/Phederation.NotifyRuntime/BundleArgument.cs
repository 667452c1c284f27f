namespace Phederation.NotifyRuntime;

/// <summary>The bundle's folder in the arguments of an OCI runtime.</summary>
internal static class BundleArgument
{
    private static readonly string[] Names = ["--bundle", "-bundle", "-b", "--b"];

    /// <summary>The folder; the current one where none is named, as runc has it.</summary>
    public static string Of(IReadOnlyList<string> arguments)
    {
        for (var i = 0; i < arguments.Count; i++)
        {
            foreach (var name in Names)
            {
                if (arguments[i] == name && i + 1 < arguments.Count)
                {
                    return arguments[i + 1];
                }

                if (arguments[i].StartsWith(name + "=", StringComparison.Ordinal))
                {
                    return arguments[i][(name.Length + 1)..];
                }
            }
        }

        return ".";
    }
}
