namespace Phederation.OmopJobs.Concepts;

/// <summary>The errors of all files, up to a bound: who mends a file wants to see all of them, not a million.</summary>
internal sealed class FileErrors
{
    /// <summary>How many are kept.</summary>
    public const int Most = 100;

    private readonly List<FileError> _errors = [];

    /// <summary>Those that are kept.</summary>
    public IReadOnlyList<FileError> Kept => _errors;

    /// <summary>How many there are.</summary>
    public int Count { get; private set; }

    /// <summary>Adds one.</summary>
    public void Add(string file, int line, int column, string text)
    {
        Count++;
        if (_errors.Count < Most)
        {
            _errors.Add(new FileError(file, line, column, text));
        }
    }
}
