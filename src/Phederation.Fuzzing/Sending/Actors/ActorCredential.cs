namespace Phederation.Fuzzing.Sending.Actors;

/// <summary>What an actor proves itself with. Its texts never leave this library but to the target.</summary>
public abstract class ActorCredential
{
    /// <summary>What must not be shown: masked in answers that repeat it.</summary>
    internal abstract IReadOnlyList<string> Secrets { get; }

    /// <summary>Those of the secrets that open doors: an answer that has one is a leak. A user's name is none.</summary>
    internal virtual IReadOnlyList<string> Keys => Secrets;

    /// <summary>The header Authorization when it is known from the beginning; null when the actor has to log in first.</summary>
    internal abstract string? Authorization { get; }

    /// <inheritdoc />
    public sealed override string ToString() => GetType().Name;
}
