namespace Phederation.Workloads.Sql;

/// <summary>What one SQL action brought, before it is judged and normalised.</summary>
internal sealed class SqlResult
{
    /// <summary>Rows, copied lines, notifications or a program's output, in the order in which they came.</summary>
    public List<string> Rows { get; } = [];

    /// <summary>What kind of text the rows are, as their label in the transcript.</summary>
    public string Label { get; set; } = "row";

    /// <summary>Command tags and other one-line facts.</summary>
    public List<string> Facts { get; } = [];

    /// <summary>Notices raised meanwhile.</summary>
    public List<string> Notices { get; } = [];

    /// <summary>SQLSTATE of the error; null when there was none.</summary>
    public string? ErrorCode { get; set; }

    /// <summary>The error's text.</summary>
    public string ErrorMessage { get; set; } = "";

    /// <summary>The first column of the first row; null when there is none.</summary>
    public string? First { get; set; }
}
