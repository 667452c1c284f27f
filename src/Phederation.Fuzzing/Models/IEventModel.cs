using Phederation.Fuzzing.Generating;
using Phederation.Fuzzing.Scenarios;

namespace Phederation.Fuzzing.Models;

/// <summary>A model that knows what its service owes across an event: that what was made before a restart is there after it.</summary>
public interface IEventModel
{
    /// <summary>A scenario with an event in it; null when the pool lacks what it needs, or it knows nothing of the event.</summary>
    /// <param name="happening">What happens.</param>
    /// <param name="number">The scenario's number.</param>
    /// <param name="context">The resources, actors and words to make it from.</param>
    /// <param name="random">The only source of its choices.</param>
    Scenario? Compose(TargetEvent happening, long number, ComposeContext context, FuzzRandom random);
}
