namespace Phederation.Hypertext;

/// <summary>What all reports look like. System fonts and colours only; judgements are words, the colour only repeats them.</summary>
public static class ReportStyle
{
    /// <summary>The style, for light and dark screens and for paper.</summary>
    public const string Css = """

        :root { --ink: #1b1f24; --paper: #ffffff; --quiet: #57606a; --line: #d0d7de; --good: #116329; --bad: #a40e26; --warn: #7d4e00; --head: #f6f8fa; }
        @media (prefers-color-scheme: dark) {
          :root { --ink: #e6edf3; --paper: #0d1117; --quiet: #9198a1; --line: #30363d; --good: #56d364; --bad: #ff8182; --warn: #e3b341; --head: #161b22; }
        }
        * { box-sizing: border-box; }
        body { margin: 0 auto; padding: 1.5rem; max-width: 80rem; font: 1rem/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper); }
        h1 { margin: 0; font-size: 1.6rem; }
        h2 { margin: 2.5rem 0 0.25rem; font-size: 1.25rem; }
        h3 { margin: 1.25rem 0 0.25rem; font-size: 1rem; }
        .verdict { margin: 0.5rem 0; font-size: 1.2rem; font-weight: 600; }
        .good { color: var(--good); }
        .bad { color: var(--bad); }
        .quiet { margin: 0; color: var(--quiet); overflow-wrap: anywhere; }
        .scroll { overflow-x: auto; margin-top: 1rem; }
        table { border-collapse: collapse; width: 100%; }
        caption { text-align: start; font-weight: 600; padding-bottom: 0.25rem; }
        th, td { padding: 0.35rem 0.6rem; border-bottom: 1px solid var(--line); text-align: start; vertical-align: top; }
        thead th { background: var(--head); white-space: nowrap; }
        .number { text-align: end; font-variant-numeric: tabular-nums; }
        th button { all: unset; cursor: pointer; font-weight: 600; }
        th button:focus-visible, a:focus-visible { outline: 2px solid currentColor; outline-offset: 2px; }
        th[aria-sort=ascending] button::after { content: " \2191"; }
        th[aria-sort=descending] button::after { content: " \2193"; }
        a { color: inherit; }
        code { font-size: 0.9em; overflow-wrap: anywhere; }
        td code { white-space: nowrap; }
        .tag { display: inline-block; padding: 0 0.45em; border: 1px solid currentColor; border-radius: 0.3em; font-size: 0.8rem; font-weight: 600; white-space: nowrap; }
        .low, .note { color: var(--quiet); }
        @media print {
          body { padding: 0; max-width: none; font-size: 9pt; }
          .scroll { overflow: visible; }
          tr, li { break-inside: avoid; }
          h2 { break-after: avoid; }
        }

        """;
}
