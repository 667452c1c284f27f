namespace Phederation.Hypertext;

/// <summary>What tables of reports do by script; without it they can be read all the same.</summary>
public static class ReportScript
{
    /// <summary>Sorts a table of class "sortable" by the column whose heading is pressed.</summary>
    public const string Sorting = """

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
