using Phederation.Seccomp.Profiles;

namespace Phederation.Seccomp.Synthesis;

/// <summary>Conditions that must all hold, and what they mean in words.</summary>
internal sealed record ArgumentRule(IReadOnlyList<ArgumentCondition> Conditions, string Meaning);
