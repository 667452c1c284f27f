namespace Phederation.Images.Patching;

/// <summary>The style and the script of the page. System fonts and colours only; severities are words, the colour only repeats them.</summary>
internal static class PatchPageParts
{
    /// <summary>The style, for light and dark screens and for paper.</summary>
    public const string Style = """

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
        .cves { min-width: 16rem; font-size: 0.9rem; }
        .cves span { white-space: nowrap; }
        .tag { display: inline-block; padding: 0 0.45em; border: 1px solid currentColor; border-radius: 0.3em; font-size: 0.8rem; font-weight: 600; white-space: nowrap; }
        .critical, .refused { color: var(--bad); }
        .critical { background: color-mix(in srgb, var(--bad) 15%, transparent); }
        .high { color: var(--bad); }
        .medium, .waived { color: var(--warn); }
        .low, .note { color: var(--quiet); }
        .findings { padding-inline-start: 0; list-style: none; }
        .findings li { margin: 0.3rem 0; }
        @media print {
          body { padding: 0; max-width: none; font-size: 9pt; }
          .scroll { overflow: visible; }
          tr, li { break-inside: avoid; }
          h2 { break-after: avoid; }
        }

        """;

    /// <summary>Sorts a table by the column whose heading is pressed.</summary>
    public const string Script = """

        for (const table of document.querySelectorAll('table.sortable')) {
          const heads = [...table.tHead.rows[0].cells];
          heads.forEach((head, column) => head.querySelector('button').addEventListener('click', () => {
            const isNumber = head.classList.contains('number') || table.tBodies[0].rows[0].cells[column].dataset.sort !== undefined;
            const ascends = head.ariaSort ? head.ariaSort !== 'ascending' : !isNumber;
            const value = row => row.cells[column].dataset.sort ?? row.cells[column].textContent;
            const order = (a, b) => isNumber ? value(a) - value(b) : value(a).localeCompare(value(b), 'en', { numeric: true });
            const rows = [...table.tBodies[0].rows].sort((a, b) => ascends ? order(a, b) : order(b, a));
            heads.forEach(other => other.removeAttribute('aria-sort'));
            head.setAttribute('aria-sort', ascends ? 'ascending' : 'descending');
            table.tBodies[0].append(...rows);
          }));
        }

        """;
}
