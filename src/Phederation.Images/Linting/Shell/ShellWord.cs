namespace Phederation.Images.Linting.Shell;

/// <summary>A word of a command.</summary>
/// <param name="Raw">As it is written.</param>
/// <param name="Value">Without quotes and escapes; variables stay as they are written.</param>
/// <param name="Offset">Where it begins in the script.</param>
internal sealed record ShellWord(string Raw, string Value, int Offset)
{
    /// <summary>Whether it redirects input or output.</summary>
    public bool IsRedirection => Raw.TrimStart('0', '1', '2', '&') is ['<' or '>', ..];
}
