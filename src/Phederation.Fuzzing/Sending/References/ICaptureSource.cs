namespace Phederation.Fuzzing.Sending.References;

/// <summary>Knows what the steps of earlier scenarios captured.</summary>
public interface ICaptureSource
{
    /// <summary>What a step captured; null when it captured nothing of the name, or isn't known any more.</summary>
    /// <param name="scenario">The scenario's number.</param>
    /// <param name="step">The step, from 0.</param>
    /// <param name="name">What was captured.</param>
    string? Captured(long scenario, int step, string name);
}
