namespace Nuke.Common;

public abstract partial class NukeBuild
{
    /// <summary>Called once the build object is there, before parameters are set.</summary>
    protected virtual void OnBuildCreated() { }

    /// <summary>Called once parameters are set and the plan is made.</summary>
    protected virtual void OnBuildInitialized() { }

    /// <summary>Called after everything, also after the summary was printed.</summary>
    protected virtual void OnBuildFinished() { }

    /// <summary>Called before a target runs.</summary>
    protected virtual void OnTargetRunning(string target) { }

    /// <summary>Called when a target is left out.</summary>
    protected virtual void OnTargetSkipped(string target) { }

    /// <summary>Called when a target is done.</summary>
    protected virtual void OnTargetSucceeded(string target) { }

    /// <summary>Called when a target threw.</summary>
    protected virtual void OnTargetFailed(string target) { }

    // A build class in another assembly overrides these as protected, so here they can't be protected internal as in Nuke.Common.
    internal void RaiseBuildCreated() => OnBuildCreated();

    internal void RaiseBuildInitialized() => OnBuildInitialized();

    internal void RaiseBuildFinished() => OnBuildFinished();

    internal void RaiseTargetRunning(string target) => OnTargetRunning(target);

    internal void RaiseTargetSkipped(string target) => OnTargetSkipped(target);

    internal void RaiseTargetSucceeded(string target) => OnTargetSucceeded(target);

    internal void RaiseTargetFailed(string target) => OnTargetFailed(target);
}
