namespace Phederation.Containers.Engine;

/// <summary>Which of the engine's builders builds.</summary>
public enum BuilderVersion
{
    /// <summary>The classic builder: one layer a step, no mounts.</summary>
    Classic = 1,

    /// <summary>BuildKit: parallel, with RUN --mount=type=cache.</summary>
    BuildKit = 2,
}
