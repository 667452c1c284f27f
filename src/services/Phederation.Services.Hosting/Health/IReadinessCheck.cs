namespace Phederation.Services.Hosting.Health;

/// <summary>Something without which a service can't answer; register it as a singleton.</summary>
public interface IReadinessCheck
{
    /// <summary>What is looked at, such as "database".</summary>
    string Name { get; }

    /// <summary>Looks at it.</summary>
    /// <param name="cancellationToken">Ends the look after two seconds.</param>
    /// <returns>Null when it is well, or what is wrong, without anything secret or personal.</returns>
    Task<string?> CheckAsync(CancellationToken cancellationToken);
}
