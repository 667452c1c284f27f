namespace Phederation.Fuzzing.Journals;

/// <summary>Held by who works in a campaign's folder. The system frees it with the process, however that ends.</summary>
internal sealed class CampaignLock : IDisposable
{
    /// <summary>For writing the journal.</summary>
    public const string Journal = "campaign.lock";

    /// <summary>For running the target.</summary>
    public const string Target = "target.lock";

    private readonly FileStream _file;

    private CampaignLock(FileStream file) => _file = file;

    /// <summary>Takes the lock of a folder that is there.</summary>
    /// <exception cref="FuzzException">Another process holds it.</exception>
    public static CampaignLock Take(string folder, string name)
    {
        var path = Path.Combine(folder, name);
        try
        {
            return new CampaignLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException error) when (error is not (FileNotFoundException or DirectoryNotFoundException) && !DiskRoom.IsGone(error))
        {
            throw new FuzzException(
                FuzzErrorKind.Conflict,
                $"{folder}: another process writes to this campaign: it holds {name}.",
                "Wait for its end, or name another folder.",
                error
            );
        }
    }

    public void Dispose() => _file.Dispose();
}
