namespace Phederation.Images.Auditing.Reading;

/// <summary>Counts what one image costs, and ends the reading when that is too much.</summary>
internal sealed class ReadBudget(AuditLimits limits, string source)
{
    private long _bytes;
    private int _entries;

    /// <summary>The limits.</summary>
    public AuditLimits Limits => limits;

    /// <summary>The image in words, for messages.</summary>
    public string Source => source;

    /// <summary>Accounts for unpacked bytes.</summary>
    public void TakeBytes(int count)
    {
        _bytes += count;
        if (_bytes > limits.LargestImage)
        {
            throw Fault($"its layers have more than {limits.LargestImage >> 20} MiB");
        }
    }

    /// <summary>Accounts for an entry of a layer.</summary>
    public void TakeEntry()
    {
        if (++_entries > limits.MostEntries)
        {
            throw Fault($"its layers have more than {limits.MostEntries} entries");
        }
    }

    /// <summary>The error of an image that can't be read or is refused.</summary>
    public ImageException Fault(string what, Exception? innerException = null) =>
        new(ImageFault.MalformedImage, $"{source} can't be audited: {what}; build or fetch the image anew", innerException);
}
