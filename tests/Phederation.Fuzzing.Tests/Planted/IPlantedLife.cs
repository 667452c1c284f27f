using Phederation.Fuzzing.Scenarios;

namespace Phederation.Fuzzing.Tests.Planted;

/// <summary>The life of a planted service, as somebody who watches a process would tell it.</summary>
internal interface IPlantedLife
{
    /// <summary>How it is.</summary>
    TargetCondition Condition { get; }

    /// <summary>Lets something happen to it.</summary>
    EventResult Happen(TargetEvent happening);
}
