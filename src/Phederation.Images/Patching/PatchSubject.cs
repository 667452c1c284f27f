namespace Phederation.Images.Patching;

/// <summary>An image whose patches are asked for.</summary>
/// <param name="Name">Its name in the catalogue, which waivers name; or the reference that was given.</param>
/// <param name="Reference">Repository and tag, or the reference that was given.</param>
/// <param name="ImageId">The ID or reference by which the engine finds it.</param>
public sealed record PatchSubject(string Name, string Reference, string ImageId);
