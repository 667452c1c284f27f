namespace Nuke.Common.Execution;

/// <summary>How one target's definition speaks of another.</summary>
internal enum LinkKind
{
    DependsOn,
    DependentFor,
    Before,
    After,
    Triggers,
    TriggeredBy,
}
