namespace Phederation.Fuzzing.Journals;

/// <summary>Tells a full disk from other failures.</summary>
internal static class DiskRoom
{
    // ENOSPC and EDQUOT of Linux; ERROR_HANDLE_DISK_FULL and ERROR_DISK_FULL of Windows.
    private static readonly int[] Full = [28, 122, unchecked((int)0x80070027), unchecked((int)0x80070070)];

    public static bool IsGone(IOException error) => Full.Contains(error.HResult);

    /// <summary>The error of a full disk.</summary>
    /// <param name="path">What could not be written.</param>
    /// <param name="error">The system's error.</param>
    public static FuzzException Error(string path, IOException error) =>
        new(
            FuzzErrorKind.NoRoom,
            $"{path}: no room is left on the disk.",
            "Make room, then run the same command with --resume: what was written is intact.",
            error
        );
}
