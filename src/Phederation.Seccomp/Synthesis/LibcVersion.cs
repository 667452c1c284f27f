namespace Phederation.Seccomp.Synthesis;

/// <summary>A C library: <c>glibc 2.36</c>, <c>musl 1.2.5</c>, <c>none</c>.</summary>
internal sealed record LibcVersion(string Name, Version Version)
{
    /// <summary>Reads the form used in evidence; a version that can't be read counts as the newest, so that nothing is left out.</summary>
    public static LibcVersion Parse(string text)
    {
        var parts = text.Split(' ', 2);
        return new LibcVersion(
            parts[0].ToLowerInvariant(),
            parts.Length == 2 && Version.TryParse(parts[1], out var version) ? version : new Version(int.MaxValue, 0)
        );
    }

    /// <summary>Whether this is the library that a rule asks for: <c>any</c>, <c>glibc</c>, <c>glibc&gt;=2.34</c>.</summary>
    public bool Meets(string requirement)
    {
        var parts = requirement.Split(">=");
        return parts[0] == "any" || (parts[0] == Name && (parts.Length == 1 || Version >= Version.Parse(parts[1])));
    }
}
