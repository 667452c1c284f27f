namespace Phederation.Images.Building;

/// <summary>The layers that the build makes of an image's inputs.</summary>
/// <param name="Packages">The files of its packages.</param>
/// <param name="Generated">The files that generators made; null when it has none.</param>
internal sealed record ImageLayers(LayerFile Packages, LayerFile? Generated);
