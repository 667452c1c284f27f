using Phederation.Containers.Engine;
using Phederation.Pipeline.Reporting;
using Phederation.Processes;

namespace Phederation.Pipeline;

/// <summary>What every stage works with: the engine, other programs, a person to report to, and the clock.</summary>
/// <param name="Engine">The engine that builds and runs the images.</param>
/// <param name="Processes">Runs other programs.</param>
/// <param name="Report">What a person sees.</param>
/// <param name="Time">The clock.</param>
public sealed record PipelineTools(EngineClient Engine, IProcessRunner Processes, IPipelineReport Report, TimeProvider Time);
