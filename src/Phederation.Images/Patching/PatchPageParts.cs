namespace Phederation.Images.Patching;

/// <summary>What the page has beyond what all reports have.</summary>
internal static class PatchPageParts
{
    /// <summary>The style of severities and ids.</summary>
    public const string Style = """

        .cves { min-width: 16rem; font-size: 0.9rem; }
        .cves span { white-space: nowrap; }
        .critical, .refused { color: var(--bad); }
        .critical { background: color-mix(in srgb, var(--bad) 15%, transparent); }
        .high { color: var(--bad); }
        .medium, .waived { color: var(--warn); }
        .findings { padding-inline-start: 0; list-style: none; }
        .findings li { margin: 0.3rem 0; }

        """;
}
