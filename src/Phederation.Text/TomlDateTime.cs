using System.Globalization;

namespace Phederation.Text;

/// <summary>
/// One of TOML's four kinds of date and time: with a date, a time and an offset it is a moment; without the offset it is a local
/// date and time; else a local date or a local time. Digits past 100 ns are cut.
/// </summary>
public sealed class TomlDateTime : TomlNode
{
    /// <summary>A moment, or a local date and time where the offset is null.</summary>
    public TomlDateTime(DateOnly date, TimeOnly time, TimeSpan? offset = null) => (Date, Time, Offset) = (date, time, offset);

    /// <summary>A local date.</summary>
    public TomlDateTime(DateOnly date) => Date = date;

    /// <summary>A local time.</summary>
    public TomlDateTime(TimeOnly time) => Time = time;

    /// <summary>The date; null for a local time.</summary>
    public DateOnly? Date { get; }

    /// <summary>The time of day; null for a local date.</summary>
    public TimeOnly? Time { get; }

    /// <summary>Local time less UTC, within a day; null for what is local.</summary>
    public TimeSpan? Offset { get; }

    /// <inheritdoc />
    public override string TypeName =>
        Date is null ? "a local time"
        : Time is null ? "a local date"
        : Offset is null ? "a local date and time"
        : "a date and time with an offset";

    /// <summary>The form of RFC 3339, as TOML writes it.</summary>
    public override string ToString()
    {
        var date = Date?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var time = Time?.ToString("HH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture);
        var separator = date is null || time is null ? "" : "T";
        return $"{date}{separator}{time}{OffsetText()}";
    }

    private string OffsetText() =>
        Offset is not { } offset ? ""
        : offset == TimeSpan.Zero ? "Z"
        : (offset < TimeSpan.Zero ? "-" : "+") + offset.ToString("hh\\:mm", CultureInfo.InvariantCulture);
}
