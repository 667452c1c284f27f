using System.Formats.Tar;
using Phederation.Containers.Engine;
using Phederation.Containers.Oci;

namespace Phederation.Images.Contents;

/// <summary>
/// Reads an image from the engine, layer by layer, as one stream: nothing of it is run, nothing unpacked. What the engine sends is
/// held against the image ID: the configuration's digest, and each layer's digest that the configuration names.
/// </summary>
public static class ImageContentReader
{
    /// <summary>Reads an image.</summary>
    /// <param name="engine">The engine that has it.</param>
    /// <param name="image">Its ID or reference, as people named it; for messages too.</param>
    /// <param name="request">What of it is wanted.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="ImageException">The engine has no such image, or it is malformed or larger than the limits.</exception>
    public static async Task<ImageContents> ReadAsync(
        EngineClient engine,
        string image,
        ContentRequest request,
        CancellationToken cancellationToken
    )
    {
        var details =
            await engine.Images.InspectAsync(image, cancellationToken)
            ?? throw new ImageException(ImageFault.ImageMissing, $"the engine has no image {image}; build it, or pull it first");
        try
        {
            await using var archive = await engine.Images.SaveAsync([details.Id], cancellationToken);
            return await ReadAsync(archive, Digest.Parse(details.Id), image, request, cancellationToken);
        }
        catch (Exception exception)
            when (exception is InvalidDataException or EndOfStreamException or FormatException or OciException or ArgumentException)
        {
            throw new ImageException(ImageFault.MalformedImage, $"{image}: the image can't be read: {exception.Message}", exception);
        }
    }

    /// <summary>Reads an image from a docker-archive (docker save), of the old form with layer.tar or the new one with blobs.</summary>
    internal static async Task<ImageContents> ReadAsync(
        Stream stream,
        Digest imageId,
        string image,
        ContentRequest request,
        CancellationToken cancellationToken
    )
    {
        var archive = new SavedArchive(image);
        using var layers = new LayerReader(request, image);
        await using var metered = new MeteredStream(stream, request.Limits.ImageBytes, image);
        await using var reader = new TarReader(metered, leaveOpen: true);
        while (await reader.GetNextEntryAsync(copyData: false, cancellationToken) is { } entry)
        {
            if (entry.EntryType == TarEntryType.SymbolicLink)
            {
                archive.AddLink(entry.Name, entry.LinkName);
            }
            else if (entry.DataStream is { } data)
            {
                await AddAsync(archive, layers, entry, data, request, cancellationToken);
            }
        }

        return archive.Assemble(imageId);
    }

    private static async Task AddAsync(
        SavedArchive archive,
        LayerReader layers,
        TarEntry entry,
        Stream data,
        ContentRequest request,
        CancellationToken cancellationToken
    )
    {
        await using var peeked = await PeekedStream.OpenAsync(data, cancellationToken);
        if (peeked.IsTar)
        {
            await using var layer = new MeteredStream(peeked, request.Limits.ImageBytes, entry.Name);
            archive.AddLayer(entry.Name, await layers.ReadAsync(layer, cancellationToken));
        }
        else if (entry.Length <= request.Limits.DocumentBytes)
        {
            using var document = new MemoryStream();
            await peeked.CopyToAsync(document, cancellationToken);
            archive.AddDocument(entry.Name, document.ToArray());
        }
    }
}
