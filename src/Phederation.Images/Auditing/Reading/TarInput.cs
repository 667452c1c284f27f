namespace Phederation.Images.Auditing.Reading;

/// <summary>
/// Reads a tar forwards. System.Formats.Tar keeps an extended header of any size in memory and turns attributes into text; here both
/// are bounded and kept as bytes.
/// </summary>
internal sealed class TarInput(Stream stream, ReadBudget budget, string what)
{
    private const int LargestExtension = 1 << 20;
    private readonly byte[] _buffer = new byte[128 << 10];
    private int _start;
    private int _end;
    private long _dataLeft;
    private int _padding;

    /// <summary>Goes to the next entry; null at the end. What was not read of the last one is skipped.</summary>
    /// <exception cref="ImageException">It is no tar that can be read.</exception>
    public async ValueTask<TarEntryHeader?> NextAsync(CancellationToken cancellationToken)
    {
        PaxRecords? pax = null;
        string? longName = null;
        string? longLink = null;
        var block = new byte[TarBlock.Size];
        while (true)
        {
            await SkipDataAsync(cancellationToken);
            var isThere = await ReadBlockAsync(block, cancellationToken);
            if (!isThere || new TarBlock(block).IsZero)
            {
                if (pax is not null || longName is not null || longLink is not null)
                {
                    throw Fault("it ends after an extended header");
                }

                if (isThere)
                {
                    await EndAsync(block, cancellationToken);
                }

                return null;
            }

            var type = Begin(block);
            switch (type)
            {
                case 'x':
                    pax = PaxRecords.Parse(await ExtensionAsync(cancellationToken)) ?? throw Fault("an extended header is malformed");
                    break;
                case 'L':
                    longName = TarBlock.Text(await ExtensionAsync(cancellationToken));
                    break;
                case 'K':
                    longLink = TarBlock.Text(await ExtensionAsync(cancellationToken));
                    break;
                case 'g':
                    // Go's reader, and so every engine, ignores global headers.
                    await ExtensionAsync(cancellationToken);
                    break;
                default:
                    return Header(block, type, pax, longName, longLink);
            }
        }
    }

    /// <summary>Reads data of the present entry; 0 at its end.</summary>
    public async ValueTask<int> ReadDataAsync(Memory<byte> target, CancellationToken cancellationToken)
    {
        var wanted = (int)Math.Min(target.Length, _dataLeft);
        if (wanted == 0)
        {
            return 0;
        }

        var read = await ReadAsync(target[..wanted], cancellationToken);
        _dataLeft -= read;
        return read > 0 ? read : throw Fault("it ends inside of a file");
    }

    private char Begin(byte[] bytes)
    {
        var block = new TarBlock(bytes);
        if (!block.IsHeader || !block.TryNumber(124, 12, out var size))
        {
            throw Fault("a header is damaged");
        }

        Expect(size);
        return block.Type;
    }

    private void Expect(long size)
    {
        _dataLeft = size;
        _padding = (int)(-size & (TarBlock.Size - 1));
    }

    private TarEntryHeader Header(byte[] bytes, char type, PaxRecords? pax, string? longName, string? longLink)
    {
        var block = new TarBlock(bytes);
        if (!block.TryNumber(100, 8, out var mode) || !block.TryNumber(108, 8, out var user) || !block.TryNumber(116, 8, out var group))
        {
            throw Fault("a header has a malformed number");
        }

        if (type == 'S')
        {
            throw Fault("it holds a sparse file in GNU's old form, which engines don't write");
        }

        // Only files have data, whatever the size of a link or folder says (Go's reader does the same).
        var size = type is '0' or '7' ? pax?.Size ?? _dataLeft : 0;
        Expect(size);
        return new TarEntryHeader
        {
            Name = pax?.Path ?? longName ?? block.Name,
            Type = type,
            Mode = (int)(mode & 0xFFF),
            UserId = pax?.UserId ?? user,
            GroupId = pax?.GroupId ?? group,
            Size = size,
            LinkName = pax?.LinkPath ?? longLink ?? block.LinkName,
            HasCapabilities = pax?.HasCapabilities ?? false,
        };
    }

    private async ValueTask<byte[]> ExtensionAsync(CancellationToken cancellationToken)
    {
        if (_dataLeft > LargestExtension)
        {
            throw Fault($"an extended header has {_dataLeft} bytes");
        }

        var bytes = new byte[_dataLeft];
        for (var filled = 0; filled < bytes.Length; )
        {
            filled += await ReadDataAsync(bytes.AsMemory(filled), cancellationToken);
        }

        return bytes;
    }

    private async ValueTask SkipDataAsync(CancellationToken cancellationToken)
    {
        for (var left = _dataLeft + _padding; left > 0; )
        {
            if (_start == _end && !await FillAsync(cancellationToken))
            {
                // Some writers leave the padding of the last file out.
                _ = left > _padding ? throw Fault("it ends inside of a file") : 0;
                break;
            }

            var skipped = (int)Math.Min(left, _end - _start);
            _start += skipped;
            left -= skipped;
        }

        Expect(0);
    }

    /// <summary>Reads what follows the end mark too: the digest is over all bytes.</summary>
    private async ValueTask EndAsync(byte[] block, CancellationToken cancellationToken)
    {
        if (await ReadBlockAsync(block, cancellationToken) && !new TarBlock(block).IsZero)
        {
            throw Fault("bytes follow after an end mark");
        }

        do
        {
            if (_buffer.AsSpan(_start.._end).ContainsAnyExcept((byte)0))
            {
                throw Fault("bytes follow after its end, which no engine looks at");
            }
        } while (await FillAsync(cancellationToken));
    }

    private async ValueTask<bool> ReadBlockAsync(byte[] block, CancellationToken cancellationToken)
    {
        var filled = 0;
        while (filled < block.Length)
        {
            var read = await ReadAsync(block.AsMemory(filled), cancellationToken);
            if (read == 0)
            {
                return filled == 0 ? false : throw Fault("it ends inside of a header");
            }

            filled += read;
        }

        return true;
    }

    private async ValueTask<int> ReadAsync(Memory<byte> target, CancellationToken cancellationToken)
    {
        if (_start == _end && !await FillAsync(cancellationToken))
        {
            return 0;
        }

        var read = Math.Min(target.Length, _end - _start);
        _buffer.AsSpan(_start, read).CopyTo(target.Span);
        _start += read;
        return read;
    }

    private async ValueTask<bool> FillAsync(CancellationToken cancellationToken)
    {
        _start = 0;
        _end = await stream.ReadAsync(_buffer, cancellationToken);
        return _end > 0;
    }

    private ImageException Fault(string fault) => budget.Fault($"{what} is damaged: {fault}");
}
