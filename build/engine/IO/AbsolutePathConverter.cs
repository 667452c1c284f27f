using System.ComponentModel;
using System.Globalization;

namespace Nuke.Common.IO;

/// <summary>Reads a path from a parameter; a relative one counts from the working directory.</summary>
internal sealed class AbsolutePathConverter : TypeConverter
{
    /// <inheritdoc />
    public override bool CanConvertFrom(ITypeDescriptorContext? context, Type sourceType) =>
        sourceType == typeof(string) || base.CanConvertFrom(context, sourceType);

    /// <inheritdoc />
    public override object? ConvertFrom(ITypeDescriptorContext? context, CultureInfo? culture, object value) =>
        value is string text ? AbsolutePath.Create(Path.GetFullPath(text)) : base.ConvertFrom(context, culture, value);
}
