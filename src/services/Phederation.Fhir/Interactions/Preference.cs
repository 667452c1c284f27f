namespace Phederation.Fhir.Interactions;

/// <summary>The header Prefer.</summary>
/// <param name="Return">minimal, representation or OperationOutcome; null for the server's choice.</param>
/// <param name="IsStrict">Whether parameters that are not known are refused.</param>
internal sealed record Preference(string? Return, bool IsStrict)
{
    /// <summary>No preference: representation, lenient.</summary>
    public static Preference None { get; } = new(null, false);

    /// <summary>Reads the header; what it says beyond this is not for us.</summary>
    public static Preference Parse(string? header)
    {
        if (string.IsNullOrEmpty(header))
        {
            return None;
        }

        var preference = None;
        foreach (var part in header.Split([',', ';'], StringSplitOptions.TrimEntries))
        {
            var equals = part.IndexOf('=');
            var (name, value) = equals < 0 ? (part, "") : (part[..equals].Trim().ToLowerInvariant(), part[(equals + 1)..].Trim().Trim('"'));
            preference = (name, value.ToLowerInvariant()) switch
            {
                ("return", "minimal") => preference with { Return = "minimal" },
                ("return", "representation") => preference with { Return = "representation" },
                ("return", "operationoutcome") => preference with { Return = "OperationOutcome" },
                ("handling", "strict") => preference with { IsStrict = true },
                _ => preference,
            };
        }

        return preference;
    }
}
