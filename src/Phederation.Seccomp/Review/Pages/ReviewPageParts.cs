namespace Phederation.Seccomp.Review.Pages;

/// <summary>What the page has beyond what all reports have.</summary>
internal static class ReviewPageParts
{
    public const string Style = """

        .filters { display: flex; flex-wrap: wrap; gap: 0.5rem 1.25rem; align-items: end; margin: 1rem 0; padding: 0.75rem; border: 1px solid var(--line); border-radius: 0.4em; background: var(--head); }
        .filters fieldset { display: flex; flex-wrap: wrap; gap: 0 0.75rem; margin: 0; padding: 0; border: 0; }
        .filters legend { padding: 0; font-size: 0.85rem; color: var(--quiet); }
        .filters label { white-space: nowrap; }
        .filters input[type=search] { display: block; width: 16rem; max-width: 100%; padding: 0.3rem 0.5rem; font: inherit; color: inherit; background: var(--paper); border: 1px solid var(--quiet); border-radius: 0.3em; }
        .filters output { margin-inline-start: auto; color: var(--quiet); }
        :focus-visible { outline: 2px solid currentColor; outline-offset: 2px; }
        .figures { display: flex; flex-wrap: wrap; gap: 0.5rem 2rem; margin: 0.75rem 0; }
        .figures div { min-width: 8rem; }
        .figures dt { font-size: 0.85rem; color: var(--quiet); }
        .figures dd { margin: 0; font-size: 1.3rem; font-weight: 600; font-variant-numeric: tabular-nums; }
        .figures dd small { font-size: 0.85rem; font-weight: 400; color: var(--quiet); }
        .charts { display: flex; flex-wrap: wrap; gap: 1rem 2rem; }
        .chart { flex: 1 1 24rem; margin: 0.5rem 0; }
        .chart figcaption { font-weight: 600; font-size: 0.9rem; }
        .chart svg { width: 100%; max-width: 40rem; height: auto; font: 12px system-ui, sans-serif; fill: var(--ink); }
        .chart .end { text-anchor: end; }
        .chart .grid { stroke: var(--line); fill: none; }
        .chart .line { stroke: var(--blue); stroke-width: 2; fill: none; }
        .chart .area { fill: var(--blue); opacity: 0.15; }
        .chart .estimate { stroke: var(--quiet); stroke-dasharray: 5 4; fill: none; }
        .chart circle { fill: var(--blue); }
        .chart .all { fill: var(--blue); opacity: 0.35; }
        .chart .own { fill: var(--blue); }
        :root { --blue: #0550ae; }
        @media (prefers-color-scheme: dark) { :root { --blue: #79c0ff; } }
        .never, .high { color: var(--bad); }
        .never { background: color-mix(in srgb, var(--bad) 15%, transparent); }
        .moderate, .undecided { color: var(--warn); }
        .low, .accepted { color: var(--quiet); }
        .waived { color: var(--warn); }
        th code { white-space: nowrap; }
        .why, .decision { min-width: 14rem; }
        section { scroll-margin-top: 9rem; }
        @media (min-width: 60rem) and (min-height: 40rem) { .filters { position: sticky; top: 0; z-index: 1; } }
        .why small, .cves { font-size: 0.85rem; color: var(--quiet); }
        .changes { padding-inline-start: 1.2rem; }
        .names { columns: 14rem; margin: 0.5rem 0; padding-inline-start: 1.2rem; }
        [hidden] { display: none; }
        @media print {
          .filters { display: none; }
          .charts { break-inside: avoid; }
          details > * { display: revert; }
          section { break-before: page; }
        }

        """;

    /// <summary>Shows the rows that fit the filters, and the images that have one; opens what is closed before it is printed.</summary>
    public const string Script = """

        const filters = document.querySelector('.filters');
        const apply = () => {
          const form = new FormData(filters);
          const words = form.get('words').toLowerCase().split(/\s+/).filter(word => word);
          const [risks, origins, only] = ['risk', 'origin', 'only'].map(name => new Set(form.getAll(name)));
          let shown = 0;
          for (const section of document.querySelectorAll('section.image')) {
            let here = 0;
            for (const row of section.querySelectorAll('tr.call')) {
              const text = (section.dataset.name + ' ' + row.textContent).toLowerCase();
              row.hidden = !(risks.has(row.dataset.risk) && origins.has(row.dataset.origin)
                && [...only].every(mark => row.dataset.marks.split(' ').includes(mark)) && words.every(word => text.includes(word)));
              here += row.hidden ? 0 : 1;
            }
            section.hidden = here === 0;
            shown += here;
          }
          filters.querySelector('output').textContent = shown + ' calls shown';
        };
        filters.hidden = false;
        filters.addEventListener('input', apply);
        filters.addEventListener('reset', () => setTimeout(apply));
        filters.addEventListener('submit', event => event.preventDefault());
        addEventListener('beforeprint', () => document.querySelectorAll('details').forEach(details => details.open = true));
        apply();

        """;
}
