namespace Phederation.Images.Patching;

/// <summary>Reads <c>apt-cache policy</c>: for each package its candidate, and the sources of that version.</summary>
internal static class PolicyOutput
{
    private const string CandidateField = "  Candidate: ";
    private const int VersionIndent = 5;

    /// <summary>The candidates by the name of the package.</summary>
    public static Dictionary<string, ServedVersion> Read(string output)
    {
        var served = new Dictionary<string, ServedVersion>(StringComparer.Ordinal);
        var (name, version, isCandidate) = ("", "", false);
        foreach (var line in output.Split('\n'))
        {
            if (line.Length > 1 && line[0] != ' ' && line.EndsWith(':'))
            {
                (name, version, isCandidate) = (line[..^1].Split(':')[0], "", false);
            }
            else if (line.StartsWith(CandidateField, StringComparison.Ordinal))
            {
                version = line[CandidateField.Length..].Trim();
                if (version != "(none)")
                {
                    served[name] = new ServedVersion(version, FromSecurity: false);
                }
            }
            else if (Indent(line) == VersionIndent)
            {
                // "     1.2-3 500", or " *** 1.2-3 100" for what is installed.
                isCandidate = line[VersionIndent..].Split(' ')[0] == version;
            }
            else if (isCandidate && served.TryGetValue(name, out var candidate) && IsSecurity(line))
            {
                served[name] = candidate with { FromSecurity = true };
            }
        }

        return served;
    }

    private static int Indent(string line) =>
        line.StartsWith(" *** ", StringComparison.Ordinal) ? VersionIndent : line.Length - line.TrimStart(' ').Length;

    // "        500 http://…/debian-security bookworm-security/main amd64 Packages"; before Debian 11 the suite was bullseye/updates.
    private static bool IsSecurity(string line) =>
        line.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [_, _, var suite, ..]
        && (suite.Contains("-security/", StringComparison.Ordinal) || suite.Contains("/updates/", StringComparison.Ordinal));
}
