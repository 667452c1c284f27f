namespace Phederation.Images.Packages;

/// <summary>A package opened for an image: its control data and the uncompressed archive of its files.</summary>
/// <param name="Package">The package of the lock file.</param>
/// <param name="Control">Its control paragraph.</param>
/// <param name="Md5Sums">Its list of files with their MD5 sums, empty when it has none.</param>
/// <param name="FilesArchive">The path of the tar file with its files.</param>
internal sealed record UnpackedPackage(LockedPackage Package, ControlParagraph Control, string Md5Sums, string FilesArchive);
