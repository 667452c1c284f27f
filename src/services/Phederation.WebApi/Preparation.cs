namespace Phederation.WebApi;

/// <summary>Whether the database is up to date: nothing else asks it before that.</summary>
internal sealed class Preparation
{
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends when the database is up to date.</summary>
    public Task Done => _done.Task;

    /// <summary>It is.</summary>
    public void Complete() => _done.TrySetResult();
}
