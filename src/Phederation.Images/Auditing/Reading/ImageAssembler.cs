using Phederation.Containers.Oci;

namespace Phederation.Images.Auditing.Reading;

/// <summary>Puts what was read together, and holds it to what the configuration says of it.</summary>
internal static class ImageAssembler
{
    /// <summary>The image.</summary>
    /// <exception cref="ImageException">The configuration is malformed or another one, or the layers are not those that it names.</exception>
    public static AuditedImage Assemble(
        byte[] configuration,
        IReadOnlyList<AuditedLayer> layers,
        IReadOnlyList<string> tags,
        Digest? expected,
        ReadBudget budget
    )
    {
        var id = Digest.Sha256(configuration);
        if (expected is not null && id != expected)
        {
            throw budget.Fault($"its configuration is that of {id}, not of {expected}");
        }

        var config = Parse(configuration, budget);
        var named = config.RootFs.DiffIds;
        if (named.Count != layers.Count)
        {
            throw budget.Fault($"it has {layers.Count} layers, but its configuration names {named.Count}");
        }

        var placed = new List<AuditedLayer>();
        for (var index = 0; index < named.Count; index++)
        {
            if (layers[index].DiffId != named[index])
            {
                throw budget.Fault($"layer {index} is {layers[index].DiffId}, but its configuration names {named[index]}");
            }

            // The same layer twice changes nothing, but the history counts both.
            placed.Add(placed.Contains(layers[index]) ? Again(layers[index]) : layers[index]);
            placed[index].Index = index;
        }

        NameSteps(placed, config.History ?? []);
        return new AuditedImage(id, config, placed, tags);
    }

    private static ImageConfig Parse(byte[] configuration, ReadBudget budget)
    {
        try
        {
            return OciDocument.ParseConfig(configuration);
        }
        catch (OciException exception)
        {
            throw budget.Fault(exception.Message, exception);
        }
    }

    private static AuditedLayer Again(AuditedLayer layer)
    {
        var again = new AuditedLayer
        {
            DiffId = layer.DiffId,
            Size = layer.Size,
            FileBytes = layer.FileBytes,
        };
        again.Files.AddRange(layer.Files);
        again.Whiteouts.AddRange(layer.Whiteouts);
        again.Opaques.AddRange(layer.Opaques);
        return again;
    }

    private static void NameSteps(List<AuditedLayer> layers, IReadOnlyList<HistoryEntry> history)
    {
        foreach (var (layer, step) in layers.Zip(history.Where(step => step is { EmptyLayer: false })))
        {
            layer.CreatedBy = step.CreatedBy ?? "";
        }
    }
}
