namespace Phederation.Images.Building;

/// <summary>Keeps two builds from using one cache folder at the same time; the second one waits.</summary>
internal static class CacheLock
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    /// <summary>Takes the lock; disposing gives it back, and so does the end of the process.</summary>
    public static async Task<IDisposable> AcquireAsync(string folder, IProgress<string>? progress, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                return new FileStream(Path.Combine(folder, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (File.Exists(Path.Combine(folder, "lock")))
            {
                if (attempt == 0)
                {
                    progress?.Report($"another build uses {folder}; waiting for it");
                }

                await Task.Delay(Pause, cancellationToken);
            }
        }
    }
}
