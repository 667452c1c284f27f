using Phederation.Fuzzing.Sending.Wire;

namespace Phederation.Fuzzing.Sending.Actors;

/// <summary>Who asks, with the header that shows it: those who log in do it when they first ask, and again when the target forgot them.</summary>
internal sealed class ActorSessions(FuzzTarget target, HttpSender sender, TimeProvider time)
{
    // A refusal is an answer like others as a rule; a token is not renewed more often than this because of one.
    private static readonly TimeSpan ShortestLife = TimeSpan.FromSeconds(20);

    private readonly Dictionary<string, Session> _sessions = target.Actors.ToDictionary(
        actor => actor.Name,
        actor => new Session(actor.Credential)
    );

    /// <summary>What no answer is kept with.</summary>
    public SecretMask Mask { get; } = MaskOf(target.Actors);

    /// <summary>The header Authorization of an actor; null for one without credentials.</summary>
    public async ValueTask<string?> AuthorizationAsync(string actor, CancellationToken cancellationToken)
    {
        if (!_sessions.TryGetValue(actor, out var session))
        {
            return null;
        }

        if (session.Authorization is null && session.Credential is LoginCredential login)
        {
            session.Authorization = await LogInAsync(actor, login, cancellationToken);
            session.Since = time.GetTimestamp();
        }

        return session.Authorization;
    }

    /// <summary>Whether an actor's request that was refused (401) is worth sending again, after another login.</summary>
    public bool Renews(string actor)
    {
        if (
            !_sessions.TryGetValue(actor, out var session)
            || session.Credential is not LoginCredential
            || time.GetElapsedTime(session.Since) < ShortestLife
        )
        {
            return false;
        }

        session.Authorization = null;
        return true;
    }

    /// <summary>The target started anew and may know nobody: who logs in does it again.</summary>
    public void Forget()
    {
        foreach (var session in _sessions.Values.Where(session => session.Credential is LoginCredential))
        {
            session.Authorization = null;
        }
    }

    private static SecretMask MaskOf(IEnumerable<Actor> actors)
    {
        var mask = new SecretMask();
        foreach (var actor in actors)
        {
            mask.Add(actor.Name, actor.Credential.Secrets, actor.Credential.Keys);
        }

        return mask;
    }

    // Null when the target gives no answer at all: it is down, which is told by whoever asks next.
    private async Task<string?> LogInAsync(string actor, LoginCredential login, CancellationToken cancellationToken)
    {
        var answer = await sender.SendAsync(login.Request(), authorization: null, cancellationToken);
        if (login.TokenOf(answer, target.Base) is { } token)
        {
            Mask.Add(actor, [token], [token]);
            return $"{login.Scheme} {token}";
        }

        return answer.Status is 0 or >= 500
            ? null
            : throw new FuzzException(
                FuzzErrorKind.WrongCredentials,
                $"The target answered {answer.Status} to the login of the actor {actor} at {login.Path}, and gave no token.",
                "Look at the actor's file: the fields, and where the token is in the answer."
            );
    }

    private sealed class Session(ActorCredential credential)
    {
        public ActorCredential Credential { get; } = credential;

        public string? Authorization { get; set; } = credential.Authorization;

        public long Since { get; set; }
    }
}
